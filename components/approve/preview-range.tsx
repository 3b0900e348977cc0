"use client";

import { summarizeTests } from "@/components/approve/summarize-tests";
import { TargetChoice } from "@/components/approve/target-choice";
import { CommitRange } from "@/components/rollout/commit-range";
import { Card } from "@/components/ui/card";
import { Sha } from "@/components/ui/sha";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

/** The exact commits, with authors and tests, and those that stay behind. */
export function PreviewRange({ preview }: { preview: RolloutPreview }) {
  const { project, included, notIncluded, fromRevision, toRevision } = preview;
  return (
    <>
      <Card title={`Included: ${included.length}`} aside={summarizeTests(included)}>
        <div className="flex flex-wrap items-center gap-x-6 gap-y-2 pb-3">
          <span>
            after {fromRevision ? <Sha sha={fromRevision} project={project} /> : "nothing"}, up to{" "}
            <Sha sha={toRevision} project={project} />
          </span>
          <TargetChoice preview={preview} />
        </div>
        {included.length === 0 ? (
          <p className="text-ink-2">No commit: the fleet has it already.</p>
        ) : (
          <CommitRange commits={included} project={project} />
        )}
      </Card>
      <Card title={`Not included: ${notIncluded.length}`}>
        {notIncluded.length === 0 ? (
          <p className="text-ink-2">Nothing newer has landed.</p>
        ) : (
          <CommitRange commits={notIncluded} project={project} />
        )}
      </Card>
    </>
  );
}
