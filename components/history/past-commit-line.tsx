import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import type { PastCommit } from "@/lib/contracts/history-views";

/** A commit of the past in one line, with what is known against it by now. */
export function PastCommitLine({ project, commit }: { project: string; commit: PastCommit }) {
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <Sha sha={commit.sha} project={project} />
      <span className="min-w-0 break-words">{commit.title}</span>
      <span className="text-ink-2">{commit.author}</span>
      {commit.bad && (
        <span className="inline-flex items-baseline gap-1 text-meta font-semibold text-fail">
          <Glyph code="fail" /> marked bad: {commit.bad.reason}
        </span>
      )}
      {commit.revertedBy && (
        <span className="text-meta">
          reverted by <Sha sha={commit.revertedBy} project={project} />
        </span>
      )}
    </span>
  );
}
