import { CommitTitle } from "@/components/commit/commit-title";
import { Sha } from "@/components/ui/sha";
import { testStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { CommitView } from "@/lib/contracts/views";

/** The commits of a rollout, oldest first, with authors; those without passed tests say so. */
export function CommitRange({ commits, project }: { commits: readonly CommitView[]; project: string }) {
  return (
    <ul aria-label="Commits" className="flex flex-col gap-1">
      {commits.map((commit) => (
        <li key={commit.sha} className="flex flex-wrap items-baseline gap-x-3">
          <Sha sha={commit.sha} project={project} />
          <CommitTitle commit={commit} project={project} />
          <span className="text-ink-2">{commit.author}</span>
          {commit.testStatus !== "passed" && (
            <span className="inline-flex items-center gap-1 text-meta">
              tests <StatusText status={testStatus(commit.testStatus)} />
            </span>
          )}
          {commit.bad && <span className="text-meta font-semibold text-fail">marked bad: {commit.bad.reason}</span>}
        </li>
      ))}
    </ul>
  );
}
