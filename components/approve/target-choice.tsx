"use client";

import { changeViewQuery } from "@/components/rollout/use-view-query";
import { testStatus } from "@/components/ui/status";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** Which commit is the last one that goes; the address keeps the choice. */
export function TargetChoice({ preview: { candidates, toRevision } }: { preview: RolloutPreview }) {
  if (candidates.length === 0) return null;
  const isAmong = candidates.some((commit) => commit.sha === toRevision);
  return (
    <label className="flex min-w-0 max-w-full items-center gap-2">
      <span className="shrink-0 text-meta text-ink-2">Up to</span>
      <select
        value={toRevision}
        onChange={(event) => changeViewQuery({ to: event.target.value }, "replace")}
        className="min-h-8 max-w-full min-w-0 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11"
      >
        {!isAmong && <option value={toRevision}>{toRevision.slice(0, 7)}</option>}
        {candidates.map((commit) => (
          <option key={commit.sha} value={commit.sha}>
            {commit.sha.slice(0, 7)} {commit.title} ({commit.author}), tests{" "}
            {testStatus(commit.testStatus).word.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}
