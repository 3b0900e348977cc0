"use client";

import { NameTarget } from "@/components/rollback/name-target";
import { changeViewQuery } from "@/components/rollout/use-view-query";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { RollbackCandidateView, RollbackPreview } from "@/lib/contracts/rollback-views";

/** Where it can go, newest first, each with what became of it; only a good one is chosen by itself. */
export function RollbackTargets({ preview }: { preview: RollbackPreview }) {
  const { candidates, toRevision } = preview;
  return (
    <Card title="Go back to">
      {candidates.length === 0 && <p className="text-ink-2">No earlier rollout has brought anything to a host.</p>}
      <fieldset className="flex max-h-96 min-w-0 flex-col gap-1 overflow-y-auto">
        <legend className="sr-only">Go back to</legend>
        {candidates.map((candidate) => (
          <Target key={candidate.revision} candidate={candidate} isChosen={candidate.revision === toRevision} />
        ))}
      </fieldset>
      <details className="pt-3">
        <summary className="min-h-8 cursor-pointer text-run pointer-coarse:min-h-11">Another commit</summary>
        <NameTarget />
      </details>
    </Card>
  );
}

function Target({ candidate, isChosen }: { candidate: RollbackCandidateView; isChosen: boolean }) {
  const { revision, title, verdict, isGood, endedAt } = candidate;
  return (
    <label className="flex min-h-11 shrink-0 items-start gap-2 py-1">
      <input
        type="radio"
        name="target"
        checked={isChosen}
        onChange={() => changeViewQuery({ to: revision }, "replace")}
        className="mt-1 size-4 shrink-0"
      />
      <span className="min-w-0">
        <span className="break-words">
          <span className="font-mono">{revision.slice(0, 7)}</span> {title}
        </span>
        <span
          data-state={isGood ? "ok" : "fail"}
          className={`flex items-center gap-1 text-meta ${isGood ? "text-ok" : "text-fail"}`}
        >
          <Glyph code={isGood ? "ok" : "fail"} />
          <span className="min-w-0 break-words">
            {verdict}
            {endedAt && (
              <span className="text-ink-2">
                {" "}
                · <Time at={endedAt} />
              </span>
            )}
          </span>
        </span>
      </span>
    </label>
  );
}
