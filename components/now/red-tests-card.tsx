"use client";

import { formatCommitCount } from "@/components/commit/format-commit-count";
import { describeFlakiness } from "@/components/tests/describe-flakiness";
import { Card } from "@/components/ui/card";
import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

/** Tests that have been red for more than one commit: since when, from which commit on, and what waits for it. */
export function RedTestsCard({ view }: { view: NowView }) {
  return (
    <Card title="Red tests">
      <ul className="flex flex-col gap-2">
        {view.redTrunk.map((red) => (
          <li key={red.context} data-state="fail" className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            <span className="inline-flex items-baseline gap-1.5 font-semibold text-fail">
              <Glyph code="fail" />
              {red.context}
            </span>
            <span className="min-w-0">
              red from <Sha sha={red.culprit} project={view.project} /> on{describeCulprit(view, red.culprit)}, since{" "}
              <Time at={red.since} />
            </span>
            <span className="text-ink-2">{describeHeld(red.held)}</span>
            {red.flakiness.flaky > 0 && <span className="text-warn">{describeFlakiness(red.flakiness)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Its title and author, when it is still waiting and so is known here. */
function describeCulprit({ queue, doing }: NowView, sha: string): string {
  const commit = queue.find((each) => each.sha === sha) ?? doing?.commits.find((each) => each.sha === sha);
  return commit ? ` (${commit.title}, ${commit.author})` : "";
}

function describeHeld(held: number): string {
  if (held === 0) return "No other commit waits for it.";
  return `${formatCommitCount(held)} ${held === 1 ? "waits" : "wait"} for a commit that repairs it.`;
}
