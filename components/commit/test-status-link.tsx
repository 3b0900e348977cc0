import { testStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { CommitView } from "@/lib/contracts/views";

/** A commit's test status; it links to the run that decided it when the CI told where that is. */
export function TestStatusLink({ commit }: { commit: CommitView }) {
  const status = testStatus(commit.testStatus);
  const run = commit.testRuns.find((each) => each.status === commit.testStatus) ?? commit.testRuns[0];
  const address = run?.url && /^https?:\/\//.test(run.url) ? run.url : null;
  if (!address) return <StatusText status={status} />;
  return (
    <a href={address} rel="noreferrer" className="inline-flex min-h-6 items-center underline-offset-2 hover:underline">
      <StatusText status={status} />
      <span className="sr-only"> tests, open {run?.context}</span>
    </a>
  );
}
