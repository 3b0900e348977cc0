import { formatCommitCount } from "@/components/commit/format-commit-count";
import { Card } from "@/components/ui/card";
import { Sha } from "@/components/ui/sha";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";

/** The commits that leave production; those that say of themselves that this is unsafe say why. */
export function RemovedCommits({ preview }: { preview: RollbackPreview }) {
  const { project, removed, removedCount } = preview;
  const unlisted = removedCount - removed.length;
  return (
    <Card title={`Leaves production: ${formatCommitCount(removedCount)}`}>
      {removed.length === 0 && <p className="text-ink-2">No commit lies between what runs and where it goes.</p>}
      <ul aria-label="Commits that leave production" className="flex flex-col gap-1">
        {removed.map((commit) => (
          <li key={commit.sha} className="flex flex-wrap items-baseline gap-x-3">
            <Sha sha={commit.sha} project={project} />
            <span className="min-w-0 break-words">{commit.title}</span>
            <span className="text-ink-2">{commit.author}</span>
            {commit.unsafe && (
              <span className="text-meta font-semibold text-warn">unsafe to roll back: {commit.unsafe}</span>
            )}
          </li>
        ))}
      </ul>
      {unlisted > 0 && <p className="pt-2 text-ink-2">{formatCommitCount(unlisted)} older than these, not listed.</p>}
    </Card>
  );
}
