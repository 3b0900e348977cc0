"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useNowView } from "@/components/live/live-provider";
import { announce } from "@/components/shell/announcer";
import { AutomationPill } from "@/components/shell/automation-pill";
import { BannerSlot } from "@/components/shell/banner-slot";
import { CommandPalette } from "@/components/shell/command-palette";
import { TopBar } from "@/components/shell/top-bar";
import { usePageKeys } from "@/components/shell/use-page-keys";
import type { NowView } from "@/lib/contracts/views";

/** Top bar, banner and announcements around every page of a project. */
export function ProjectShell({ initial, children }: { initial: NowView; children: ReactNode }) {
  const view = useNowView(initial);
  const isNow = usePathname() === `/p/${view.project}`;
  useAnnouncements(view);
  usePageKeys(view.project);
  // On Now the halt is the headline of the page; a banner would only say it twice.
  const bannerView = isNow ? { ...view, automation: { ...view.automation, halted: null } } : view;
  return (
    <>
      <TopBar project={view.project} pill={<AutomationPill view={view} />} palette={<CommandPalette view={view} />} />
      <BannerSlot view={bannerView} />
      <main id="main" tabIndex={-1} className="mx-auto max-w-[1440px] px-6 py-4 outline-none max-sm:px-4">
        {children}
      </main>
    </>
  );
}

/** Speaks only of what a person would want to be interrupted for: a rollout's start and end, and a halt. */
function useAnnouncements({ automation, doing, did }: NowView): void {
  const halted = automation.halted?.reason ?? null;
  const running = doing?.number ?? null;
  const last = did[0];
  const ended = last ? `Rollout ${last.number}: ${last.sentence}` : null;
  const isFailure = last?.state === "failed";
  const known = useRef({ halted, running, ended });
  useEffect(() => {
    const before = known.current;
    known.current = { halted, running, ended };
    if (halted !== null && halted !== before.halted) announce(`Automation halted: ${halted}`, "assertive");
    else if (ended !== null && ended !== before.ended) announce(ended, isFailure ? "assertive" : "polite");
    else if (running !== null && running !== before.running) announce(`Rollout ${running} has started.`);
  }, [halted, running, ended, isFailure]);
}
