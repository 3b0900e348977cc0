"use client";

import Link from "next/link";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Sha } from "@/components/ui/sha";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Duration, Time } from "@/components/ui/time";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

/** The rollouts that have ended, newest first. */
export function DidCard({ view }: { view: NowView }) {
  // What never started has left nothing to take back.
  const newest = view.did.find(({ state }) => state !== "discarded");
  return (
    <Card title="Did">
      {view.did.length === 0 ? (
        <p className="text-ink-2">No rollout has ended yet.</p>
      ) : (
        <ul className="@container flex flex-col divide-y divide-hairline">
          {view.did.map((rollout) => (
            <DidRow key={rollout.number} rollout={rollout} canRollBack={rollout === newest && !view.doing} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function DidRow({ rollout, canRollBack }: { rollout: RolloutSummary; canRollBack: boolean }) {
  return (
    <li
      data-state={rollout.state}
      className="grid min-h-10 items-center gap-x-4 gap-y-1 py-2 @min-[60em]:grid-cols-[4rem_7rem_16rem_11rem_minmax(0,1fr)]"
    >
      <Link
        href={`/p/${rollout.project}/rollouts/${rollout.number}`}
        className="inline-flex min-h-6 items-center font-semibold text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
      >
        #{rollout.number}
      </Link>
      <StatusText status={rolloutStatus(rollout.state)} />
      <span className="text-ink-2">
        {rollout.endedAt && <Time at={rollout.endedAt} />}
        {rollout.startedAt && rollout.endedAt && (
          <>
            {", "}
            <Duration from={rollout.startedAt} to={rollout.endedAt} />
          </>
        )}
      </span>
      <span>
        {formatCommitCount(rollout.commitCount)} {rollout.kind === "rollback" ? "back" : ""} →{" "}
        <Sha sha={rollout.toRevision} project={rollout.project} />
      </span>
      <span className="flex min-w-0 flex-wrap items-center justify-between gap-x-4 gap-y-2 break-words text-ink-2">
        {describeDid(rollout)}
        {canRollBack && (
          <Link href={`/p/${rollout.project}/rollback`} className={`${buttonClass("plain")} @min-[60em]:ml-auto`}>
            Roll back…
          </Link>
        )}
      </span>
    </li>
  );
}

/** What is worth saying about an ended rollout beside its state: why it stopped, and that a person wanted it. */
function describeDid({ state, sentence, kind, approval, undoes, undoneBy }: RolloutSummary): string {
  const end = [
    state === "succeeded" ? "" : stripStatusWord(sentence),
    undoneBy === null ? "" : `Rolled back by #${undoneBy}.`,
  ].join(" ");
  if (kind === "rollback") return `${end} Rollback of #${undoes}: ${approval?.reason ?? "no reason was given"}`.trim();
  if (kind !== "backlog" || !approval) return end.trim();
  return `${end} Backlog, approved by ${approval.by}${approval.reason ? `: ${approval.reason}` : ""}`.trim();
}
