"use client";

import type { KeyboardEvent, MouseEvent } from "react";
import { changeViewQuery, type RolloutTab, rolloutTabs } from "@/components/rollout/use-view-query";
import type { RolloutView } from "@/lib/contracts/views";

const words = {
  overview: "Overview",
  hosts: "Hosts",
  canary: "Canary",
  log: "Log",
  events: "Events",
} as const satisfies Record<RolloutTab, string>;

/** The views of a rollout. Each is a link of its own, so it can be opened beside and sent to a colleague. */
export function RolloutTabs({ current, view }: { current: RolloutTab; view: RolloutView }) {
  const counts: Partial<Record<RolloutTab, number>> = {
    hosts: view.hosts.total,
    log: view.logLines,
    events: view.events.length,
  };
  return (
    <div
      role="tablist"
      aria-label="Views of this rollout"
      className="flex gap-1 overflow-x-auto max-sm:gap-0"
      onKeyDown={moveBetweenTabs}
    >
      {rolloutTabs.map((tab) => (
        <a
          key={tab}
          id={`tab-${tab}`}
          role="tab"
          href={`?tab=${tab}`}
          aria-selected={tab === current}
          aria-controls="rollout-panel"
          tabIndex={tab === current ? 0 : -1}
          onClick={(event) => openTab(event, tab)}
          className="inline-flex min-h-10 items-center gap-1.5 border-b-2 border-transparent px-3 max-sm:px-2 font-semibold text-ink-2 -outline-offset-2 hover:text-ink aria-selected:border-run aria-selected:text-ink pointer-coarse:min-h-11"
        >
          {words[tab]}
          {counts[tab] !== undefined && (
            <span className="text-meta font-normal text-ink-3 max-sm:hidden">
              {counts[tab].toLocaleString("en-US")}
            </span>
          )}
        </a>
      ))}
    </div>
  );
}

function openTab(event: MouseEvent, tab: RolloutTab): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  changeViewQuery({ tab: tab === "overview" ? null : tab }, "push");
}

function moveBetweenTabs(event: KeyboardEvent<HTMLDivElement>): void {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")];
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  const next = tabs[(to + tabs.length) % tabs.length];
  next?.focus();
  next?.click();
}
