"use client";

import { summarizeTests } from "@/components/approve/summarize-tests";
import { TargetChoice } from "@/components/approve/target-choice";
import { DiffLink } from "@/components/commit/diff-link";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { CommitRange } from "@/components/rollout/commit-range";
import { Card } from "@/components/ui/card";
import { Sha } from "@/components/ui/sha";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** The exact commits, with authors and tests, and those that stay behind. */
export function PreviewRange({ preview }: { preview: RolloutPreview }) {
  const { project, counts, included, notIncluded, fromRevision, toRevision } = preview;
  return (
    <>
      <Card title={`Included: ${counts.included}`} aside={summarizeTests(included, counts.included)}>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 pb-3">
          <span>
            after {fromRevision ? <Sha sha={fromRevision} project={project} /> : "nothing"}, up to{" "}
            <Sha sha={toRevision} project={project} />
          </span>
          <DiffLink from={fromRevision} to={toRevision}>
            Diff of all
          </DiffLink>
          <TargetChoice preview={preview} />
        </div>
        {included.length === 0 ? (
          <p className="text-ink-2">No commit: the fleet has it already.</p>
        ) : (
          <CommitRange commits={included} project={project} />
        )}
        <Unlisted count={counts.included - included.length} which="older" />
      </Card>
      <Card title={`Not included: ${counts.notIncluded}`}>
        {notIncluded.length === 0 ? (
          <p className="text-ink-2">Nothing newer has landed.</p>
        ) : (
          <CommitRange commits={notIncluded} project={project} />
        )}
        <Unlisted count={counts.notIncluded - notIncluded.length} which="newer" />
      </Card>
    </>
  );
}

function Unlisted({ count, which }: { count: number; which: "older" | "newer" }) {
  if (count === 0) return null;
  return (
    <p className="pt-2 text-ink-2">
      {formatCommitCount(count)} {which} than these {count === 1 ? "is" : "are"} not listed.
    </p>
  );
}
