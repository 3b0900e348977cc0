"use client";

import Link from "next/link";
import { ActButton } from "@/components/access/act-button";
import { useOpenDialog } from "@/components/dialogs/project-dialogs";
import { PastCommitLine } from "@/components/history/past-commit-line";
import { RolloutLink } from "@/components/history/past-parts";
import { buttonClass } from "@/components/ui/button";
import { Time } from "@/components/ui/time";
import type { SuspectsView } from "@/lib/contracts/history-views";

interface SuspectRowProps {
  project: string;
  suspect: SuspectsView["suspects"][number];
}

/** One commit: how well it fits, why, and what can be done about it. */
export function SuspectRow({ project, suspect }: SuspectRowProps) {
  const openDialog = useOpenDialog();
  return (
    <li data-row="" className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[8em_minmax(0,1fr)]">
      <span className="text-section font-semibold whitespace-nowrap" title="How well it fits, of 100">
        {suspect.score} <span className="text-meta font-normal text-ink-2">of 100</span>
      </span>
      <div className="flex min-w-0 flex-col gap-2">
        <p data-row-door="">
          <PastCommitLine project={project} commit={suspect} />
        </p>
        <ul>
          {suspect.reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
        <p className="text-ink-2">
          There from <Time at={suspect.firstAt} /> {suspect.rollouts.length === 0 ? "without a rollout" : "with"}{" "}
          {suspect.rollouts.map((number) => (
            <RolloutLink key={number} project={project} number={number} />
          ))}
        </p>
        <p className="flex flex-wrap gap-3">
          {!suspect.bad && (
            <ActButton
              needs="steer"
              aria-haspopup="dialog"
              onClick={(event) => openDialog({ dialog: "mark-bad", commit: suspect }, event.currentTarget)}
            >
              Mark as bad…
            </ActButton>
          )}
          <Link href={`/p/${project}/rollback`} prefetch={false} className={buttonClass("plain")}>
            Roll back…
          </Link>
        </p>
      </div>
    </li>
  );
}
