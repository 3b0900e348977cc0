import { buttonClass } from "@/components/ui/button";

/** What an address inside a project names is not there: the project is, and its bar leads to what it has. */
export function NotFoundInProject() {
  return (
    <section className="flex max-w-[72ch] flex-col items-start gap-4 py-8">
      <title>Not found · Sauron</title>
      <h1 className="text-section font-semibold">There is nothing at this address</h1>
      <p>
        The project has no such page, rollout, commit or version. It may belong to another project, or the link was cut
        short. The bar above leads to what the project has.
      </p>
      <a href="/" className={buttonClass("plain")}>
        All projects
      </a>
    </section>
  );
}
