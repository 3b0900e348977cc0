"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  { word: "Now", path: "" },
  { word: "History", path: "/history" },
  { word: "Decisions", path: "/decisions" },
  { word: "Settings", path: "/settings" },
] as const;

/** The main pages of a project; the one that is open is marked, whatever page below it is shown. */
export function ProjectTabs({ project }: { project: string }) {
  const below = usePathname().slice(`/p/${project}`.length);
  const current = tabs.findLast((tab) => below === tab.path || (tab.path !== "" && below.startsWith(`${tab.path}/`)));
  return (
    <nav aria-label={`Pages of ${project}`} className="order-last -mb-2 flex w-full gap-1 overflow-x-auto">
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={`/p/${project}${tab.path}`}
          prefetch={false}
          aria-current={tab === current ? "page" : undefined}
          className="inline-flex min-h-8 items-center border-b-2 border-transparent px-3 font-semibold text-ink-2 -outline-offset-2 max-sm:px-2 hover:text-ink aria-[current=page]:border-run aria-[current=page]:text-ink pointer-coarse:min-h-11"
        >
          {tab.word}
        </Link>
      ))}
    </nav>
  );
}
