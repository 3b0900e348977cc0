"use client";

import Link from "next/link";
import { describeJourney } from "@/components/commit/describe-journey";
import { useNowView } from "@/components/live/live-provider";
import { LiveRegion } from "@/components/shell/live-region";
import { TabFaceTags } from "@/components/shell/tab-face-tags";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { rolloutStatus, testStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { CommitView, NowView, RolloutSummary } from "@/lib/contracts/views";

interface CommitScreenProps {
  commit: CommitView & { rollouts: { number: number; state: RolloutSummary["state"] }[] };
  initialNow: NowView;
}

/** Where is my commit: landed, tested, queued, rolled out, live. */
export function CommitScreen({ commit: loaded, initialNow }: CommitScreenProps) {
  const now = useNowView(initialNow);
  // Its test status and its place are live; the rest of a commit does not change.
  const queued = now.queue.find((each) => each.sha === loaded.sha) ?? null;
  const commit = { ...loaded, ...(queued ?? now.doing?.commits.find((each) => each.sha === loaded.sha)) };
  const steps = describeJourney(commit, { queued, doing: now.doing, live: now.live, rollouts: loaded.rollouts });
  return (
    <>
      <TabFaceTags face={{ title: `${commit.sha.slice(0, 7)} ${now.project}`, shape: "ring" }} />
      <LiveRegion>
        <div className="flex flex-col gap-4">
          <header>
            <h1 className="text-section font-semibold break-words">{commit.title}</h1>
            <p className="flex flex-wrap items-center gap-x-2 text-ink-2">
              <code className="font-mono text-log">{commit.sha}</code>
              <CopyButton text={commit.sha} label="the sha" />
              by {commit.author}, landed <Time at={commit.landedAt} />
            </p>
            {commit.bad && (
              <p className="mt-2 flex items-center gap-2 font-semibold text-fail">
                <Glyph code="fail" /> Marked bad by {commit.bad.by}: {commit.bad.reason}
              </p>
            )}
            {commit.revertedBy && (
              <p className="mt-2">
                Reverted by{" "}
                <Link
                  className="text-run underline-offset-2 hover:underline"
                  href={`/p/${now.project}/commits/${commit.revertedBy}`}
                >
                  {commit.revertedBy.slice(0, 7)}
                </Link>
              </p>
            )}
          </header>
          <Card title="Where it is">
            <ol className="flex flex-col gap-2">
              {steps.map((step) => (
                <li key={step.name} data-state={step.code} className="flex flex-wrap items-center gap-x-3">
                  <span className="flex w-28 items-center gap-2 font-semibold">
                    <Glyph code={step.code} />
                    {step.name}
                  </span>
                  <span>{step.text}</span>
                </li>
              ))}
            </ol>
          </Card>
          <Card title="Tests">
            <TestRuns commit={commit} />
          </Card>
          <Card title="Rollouts">
            <CommitRollouts rollouts={loaded.rollouts} project={now.project} />
          </Card>
        </div>
      </LiveRegion>
    </>
  );
}

function TestRuns({ commit }: { commit: CommitView }) {
  if (commit.testRuns.length === 0)
    return <p className="text-ink-2">No test run has been reported. That does not count as passed.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {commit.testRuns.map((run) => (
        <li key={run.context} className="flex flex-wrap items-center gap-x-3">
          <StatusText status={testStatus(run.status)} />
          {run.url && /^https?:\/\//.test(run.url) ? (
            <a href={run.url} rel="noreferrer" className="text-run underline-offset-2 hover:underline">
              {run.context}
            </a>
          ) : (
            <span>{run.context}</span>
          )}
          <span className="text-ink-2">attempt {run.attempt}</span>
        </li>
      ))}
    </ul>
  );
}

function CommitRollouts({ rollouts, project }: { rollouts: CommitScreenProps["commit"]["rollouts"]; project: string }) {
  if (rollouts.length === 0) return <p className="text-ink-2">No rollout has carried it yet.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {rollouts.map((rollout) => (
        <li key={rollout.number} className="flex items-center gap-3">
          <Link
            href={`/p/${project}/rollouts/${rollout.number}`}
            className="font-semibold text-run underline-offset-2 hover:underline"
          >
            #{rollout.number}
          </Link>
          <StatusText status={rolloutStatus(rollout.state)} />
        </li>
      ))}
    </ul>
  );
}
