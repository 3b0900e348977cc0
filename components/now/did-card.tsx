"use client";

import Link from "next/link";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { Card } from "@/components/ui/card";
import { Sha } from "@/components/ui/sha";
import { rolloutStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Duration, Time } from "@/components/ui/time";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

/** The rollouts that have ended, newest first. */
export function DidCard({ view }: { view: NowView }) {
  return (
    <Card title="Did">
      {view.did.length === 0 ? (
        <p className="text-ink-2">No rollout has ended yet.</p>
      ) : (
        <ul className="flex flex-col divide-y divide-hairline">
          {view.did.map((rollout) => (
            <DidRow key={rollout.number} rollout={rollout} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function DidRow({ rollout }: { rollout: RolloutSummary }) {
  return (
    <li
      data-state={rollout.state}
      className="grid min-h-10 items-center gap-x-4 gap-y-1 py-2 md:grid-cols-[4rem_7rem_16rem_11rem_minmax(0,1fr)]"
    >
      <Link
        href={`/p/${rollout.project}/rollouts/${rollout.number}`}
        className="inline-flex min-h-6 items-center font-semibold text-run underline-offset-2 hover:underline"
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
        {formatCommitCount(rollout.commitCount)} → <Sha sha={rollout.toRevision} project={rollout.project} />
      </span>
      <span className="min-w-0 break-words text-ink-2">{describeDid(rollout)}</span>
    </li>
  );
}

/** What is worth saying about an ended rollout beside its state: why it stopped, and that a person wanted it. */
function describeDid({ state, sentence, kind, approval }: RolloutSummary): string {
  const end = state === "succeeded" ? "" : stripStatusWord(sentence);
  if (kind !== "backlog" || !approval) return end;
  return `${end} Backlog, approved by ${approval.by}${approval.reason ? `: ${approval.reason}` : ""}`.trim();
}
