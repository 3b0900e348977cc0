import { TopBar } from "@/components/shell/top-bar";
import { buttonClass } from "@/components/ui/button";

/** In the place of what a person may not see: what it needs, who has it, and a way out. */
export function RefusedPage({ sentence }: { sentence: string }) {
  return (
    <section className="flex max-w-[72ch] flex-col items-start gap-4 py-8">
      <h1 className="text-section font-semibold">You may not see this</h1>
      <p>{sentence}</p>
      <a href="/" className={buttonClass("plain")}>
        All projects
      </a>
    </section>
  );
}

/** The same for a whole project. */
export function RefusedProject({ sentence }: { sentence: string }) {
  return (
    <>
      <title>Refused · Sauron</title>
      <TopBar project={null} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1440px] px-6 outline-none max-sm:px-4">
        <RefusedPage sentence={sentence} />
      </main>
    </>
  );
}
