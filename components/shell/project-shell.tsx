"use client";

import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { RepositoryContext } from "@/components/commit/repository-context";
import { ProjectDialogs } from "@/components/dialogs/project-dialogs";
import { serverNow } from "@/components/live/clock";
import { useNowView } from "@/components/live/live-provider";
import { announce } from "@/components/shell/announcer";
import { AutomationPill } from "@/components/shell/automation-pill";
import { BannerSlot } from "@/components/shell/banner-slot";
import { CommandPalette } from "@/components/shell/command-palette";
import { toldCauses } from "@/components/shell/told-causes";
import { TopBar } from "@/components/shell/top-bar";
import { usePageKeys } from "@/components/shell/use-page-keys";
import type { NowView } from "@/lib/contracts/views";

/** Top bar, banner and announcements around every page of a project. */
export function ProjectShell({ initial, children }: { initial: NowView; children: ReactNode }) {
  const view = useNowView(initial);
  const told = toldCauses(usePathname(), view.project, view.doing?.question ? view.doing.number : null);
  useAnnouncements(view);
  useFreezeEndAnnouncement(view.automation.freeze);
  usePageKeys(view.project);
  return (
    <RepositoryContext value={view.repositoryUrl}>
      <ProjectDialogs view={view}>
        <TopBar project={view.project} pill={<AutomationPill view={view} />} palette={<CommandPalette view={view} />} />
        <BannerSlot view={view} told={told} />
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto max-w-[1440px] px-6 pt-2 pb-4 outline-none max-sm:px-4 max-sm:pt-4"
        >
          {children}
        </main>
      </ProjectDialogs>
    </RepositoryContext>
  );
}

/** Speaks only of what a person would want to be interrupted for: a rollout's start, question and end, freeze and halt. */
function useAnnouncements({ automation, doing, did }: NowView): void {
  const question = doing?.question ? `Rollout ${doing.number} asks: ${doing.question.text}` : null;
  const frozen = automation.freeze?.reason ?? null;
  const halted = automation.halted?.reason ?? null;
  const running = doing?.number ?? null;
  const last = did[0];
  const ended = last ? `Rollout ${last.number}: ${last.sentence}` : null;
  const isFailure = last?.state === "failed";
  const known = useRef({ halted, running, ended, question, frozen });
  useEffect(() => {
    const before = known.current;
    known.current = { halted, running, ended, question, frozen };
    if (halted !== null && halted !== before.halted) announce(`Automation halted: ${halted}`, "assertive");
    else if (question !== null && question !== before.question) announce(question);
    else if (frozen !== before.frozen) announce(frozen === null ? "The freeze has ended." : `Frozen: ${frozen}`);
    else if (ended !== null && ended !== before.ended) announce(ended, isFailure ? "assertive" : "polite");
    else if (running !== null && running !== before.running) announce(`Rollout ${running} has started.`);
  }, [halted, running, ended, question, frozen, isFailure]);
}

/** How long before its end a freeze says that it ends; ms. */
const noticeTime = 10 * 60_000;

function useFreezeEndAnnouncement(freeze: NowView["automation"]["freeze"]): void {
  const expiresAt = freeze?.expiresAt ?? null;
  useEffect(() => {
    if (expiresAt === null) return;
    const left = Date.parse(expiresAt) - serverNow() - noticeTime;
    // Whoever opens the page within these minutes reads the time in the banner.
    if (left <= 0 || left > longestTimer) return;
    const timer = setTimeout(() => announce("The freeze ends in 10 minutes."), left);
    return () => clearTimeout(timer);
  }, [expiresAt]);
}

/** A browser's timer runs at once when it is set for longer; ms. */
const longestTimer = 2 ** 31 - 1;
