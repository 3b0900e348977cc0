"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { buttonClass } from "@/components/ui/button";

/** What an address inside a project names is not there: the project is, and the ways to what it has. */
export function NotFoundInProject() {
  const { project = "" } = useParams<{ project?: string }>();
  const home = `/p/${project}`;
  return (
    <section className="flex max-w-[72ch] flex-col items-start gap-4 py-8">
      <TabFaceTags face={{ title: `Not found · ${project}`, shape: "dashed" }} />
      <h1 className="text-section font-semibold">There is nothing at this address</h1>
      <p>
        {project} has no such page, rollout, commit or version. It may belong to another project, or the link was cut
        short.
      </p>
      <div className="flex flex-wrap gap-3">
        <Link href={home} prefetch={false} className={buttonClass("plain")}>
          Now of {project}
        </Link>
        <Link href={`${home}/history`} prefetch={false} className={buttonClass("plain")}>
          History
        </Link>
        <Link href="/" prefetch={false} className={buttonClass("plain")}>
          All projects
        </Link>
      </div>
    </section>
  );
}
