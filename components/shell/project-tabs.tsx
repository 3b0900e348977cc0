"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const tabs = [
  { word: "Now", path: "" },
  { word: "Settings", path: "/settings" },
] as const;

/** The main pages of a project; the one that is open is marked, whatever page below it is shown. */
export function ProjectTabs({ project }: { project: string }) {
  const below = usePathname().slice(`/p/${project}`.length);
  const current = tabs.findLast((tab) => below === tab.path || (tab.path !== "" && below.startsWith(`${tab.path}/`)));
  return (
    <nav
      aria-label={`Pages of ${project}`}
      className="flex gap-1 max-sm:order-last max-sm:w-full max-sm:overflow-x-auto"
    >
      {tabs.map((tab) => (
        <Link
          key={tab.path}
          href={`/p/${project}${tab.path}`}
          prefetch={false}
          aria-current={tab === current ? "page" : undefined}
          className="inline-flex min-h-8 items-center rounded-control px-2 font-semibold text-ink-2 hover:bg-sunken hover:text-ink aria-[current=page]:bg-idle-soft aria-[current=page]:text-ink pointer-coarse:min-h-11"
        >
          {tab.word}
        </Link>
      ))}
    </nav>
  );
}
