import { describeTestTrouble } from "@/components/commit/describe-test-trouble";
import { TestRunLink } from "@/components/commit/test-run-link";
import { testStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { CommitView } from "@/lib/contracts/views";

/** A commit's test status, and what is odd about it; it links to the run that decided it when there is one to see. */
export function TestStatusLink({ commit, project }: { commit: CommitView; project: string }) {
  const status = testStatus(commit.testStatus);
  const run = commit.testRuns.find((each) => each.status === commit.testStatus) ?? commit.testRuns[0];
  const trouble = describeTestTrouble(commit.testRuns);
  return (
    <span className="min-w-0">
      {run ? (
        <TestRunLink run={run} project={project} sha={commit.sha} hint={`tests, open ${run.context}`}>
          <StatusText status={status} />
        </TestRunLink>
      ) : (
        <StatusText status={status} />
      )}
      {trouble && <span className="block text-meta break-words text-warn">{trouble}</span>}
    </span>
  );
}
