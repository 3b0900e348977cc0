import Link from "next/link";
import { TopBar } from "@/components/shell/top-bar";
import { buttonClass } from "@/components/ui/button";

export default function NotFound() {
  return (
    <>
      <title>Not found · Sauron</title>
      <TopBar project={null} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex max-w-[72ch] flex-col items-start gap-4 px-6 py-12 outline-none max-sm:px-4"
      >
        <h1 className="text-verdict font-semibold">There is nothing at this address</h1>
        <p>
          The project, rollout or commit it names does not exist here. It may belong to another Sauron, or the link was
          cut short.
        </p>
        <Link href="/" className={buttonClass("plain")}>
          All projects
        </Link>
      </main>
    </>
  );
}
