import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { NowView } from "@/lib/contracts/views";

type Facts = {
  next: Pick<NowView["next"], "nextCommit" | "commitCount" | "sentence">;
  automation: { halted: Pick<NonNullable<NowView["automation"]["halted"]>, "suspect" | "lockedCommits"> | null };
};

/**
 * The first thing the automation will do once it is resumed. A suspect that is marked as bad does not go again by itself,
 * so with the mark only that is known.
 */
export function describeAfterResume({ next, automation }: Facts, { isSuspectMarked }: { isSuspectMarked: boolean }) {
  // What is decided now takes them as locked, and they will not be.
  if (automation.halted && automation.halted.lockedCommits > 0) {
    return "After a resume what was taken back is unlocked; what goes first is decided then.";
  }
  if (!next.nextCommit) return `After a resume: ${next.sentence}`;
  const target = next.nextCommit.slice(0, 7);
  if (automation.halted?.suspect !== next.nextCommit) {
    return `After a resume: ${formatCommitCount(next.commitCount)} → ${target}. ${next.sentence}`;
  }
  return isSuspectMarked
    ? `After a resume ${target} goes again only together with its revert.`
    : `After a resume ${target} goes again, unless it is marked as bad: then only together with its revert.`;
}
