"use client";

import { TestRunLink } from "@/components/commit/test-run-link";
import type { CommitDetail } from "@/components/commit/use-commit-detail";
import { describeFlakiness } from "@/components/tests/describe-flakiness";
import { RunActions } from "@/components/tests/run-actions";
import { RunTimes } from "@/components/tests/run-times";
import { Sha } from "@/components/ui/sha";
import { testStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { TestRunView } from "@/lib/contracts/views";

interface AttemptListProps {
  commit: CommitDetail;
  project: string;
}

/** Every attempt of every test, the newest of each first: only that one counts. */
export function AttemptList({ commit, project }: AttemptListProps) {
  const contexts = [...new Set(commit.attempts.map((run) => run.context))];
  if (contexts.length === 0)
    return <p className="text-ink-2">No test run has been reported. That does not count as passed.</p>;
  return (
    <ul className="flex flex-col divide-y divide-hairline">
      {contexts.map((context) => {
        const runs = commit.attempts.filter((run) => run.context === context).toReversed();
        const flakiness = commit.flakiness.find((each) => each.context === context);
        return (
          <li key={context} className="py-2">
            {runs.map((run, index) => (
              <Attempt key={run.id} run={run} isNewest={index === 0} sha={commit.sha} project={project} />
            ))}
            {flakiness && <p className="text-meta text-warn">{describeFlakiness(flakiness)}</p>}
          </li>
        );
      })}
    </ul>
  );
}

interface AttemptProps {
  run: TestRunView;
  isNewest: boolean;
  sha: string;
  project: string;
}

function Attempt({ run, isNewest, sha, project }: AttemptProps) {
  return (
    <div className="grid min-h-8 items-center gap-x-4 gap-y-1 py-1 md:grid-cols-[8em_minmax(0,2fr)_minmax(0,3fr)_16em]">
      <StatusText status={testStatus(run.status)} />
      <span className="min-w-0 break-words">
        <TestRunLink run={run} project={project} sha={sha} className="text-run">
          {run.context}
        </TestRunLink>{" "}
        <span className="text-ink-2">
          attempt {run.attempt}, by {run.source}
        </span>
      </span>
      <span className="min-w-0 text-ink-2">
        <span className="text-meta">
          <RunTimes run={run} />
        </span>
        <Oddities run={run} isNewest={isNewest} project={project} />
      </span>
      <span className="md:text-right">{isNewest && <RunActions run={run} project={project} />}</span>
    </div>
  );
}

function Oddities({ run, isNewest, project }: Pick<AttemptProps, "run" | "isNewest" | "project">) {
  return (
    <>
      {run.reason && <span className="block text-meta">{run.reason}</span>}
      {run.silent && !run.reason && (
        <span className="block text-meta text-warn">Nothing was heard of it for longer than usual.</span>
      )}
      {run.flaky && isNewest && <span className="block text-meta text-warn">Flaky: an earlier attempt failed.</span>}
      {run.heldBy && (
        <span className="block text-meta">
          It was red already before this commit: from <Sha sha={run.heldBy} project={project} /> on.
        </span>
      )}
    </>
  );
}
