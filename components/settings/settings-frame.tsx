"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { type SettingsArea, settingsAreas } from "@/components/settings/settings-areas";
import { TabFaceTags } from "@/components/shell/tab-face-tags";

interface SettingsFrameProps {
  project: string;
  area: SettingsArea;
  /** The page's own name; the area's when left out. */
  title?: string;
  children: ReactNode;
}

/** Heading and areas around every page of the settings; each area has an address of its own. */
export function SettingsFrame({ project, area, title, children }: SettingsFrameProps) {
  const word = settingsAreas.find((each) => each.area === area)?.word ?? "";
  return (
    <div className="flex flex-col gap-4">
      <TabFaceTags face={{ title: `${title ?? word} · Settings · ${project}`, shape: "ring" }} />
      <h1 className="text-section font-semibold">
        <span className="text-ink-2">Settings of {project}: </span>
        {title ?? word}
      </h1>
      <nav aria-label="Settings" className="flex flex-wrap gap-x-1 border-b border-hairline">
        {settingsAreas.map((each) => (
          <Link
            key={each.area}
            href={`/p/${project}/settings/${each.area}`}
            prefetch={false}
            aria-current={each.area === area ? "page" : undefined}
            className="inline-flex min-h-10 items-center border-b-2 border-transparent px-3 font-semibold text-ink-2 -outline-offset-2 hover:text-ink aria-[current=page]:border-run aria-[current=page]:text-ink pointer-coarse:min-h-11"
          >
            {each.word}
          </Link>
        ))}
      </nav>
      {children}
    </div>
  );
}
