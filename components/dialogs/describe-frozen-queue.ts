import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { NowView } from "@/lib/contracts/views";

/** What a freeze would do at this moment, one consequence each: what waits, and what goes on. */
export function describeFrozenQueue({
  next,
  doing,
  queueTotal,
}: Pick<NowView, "next" | "doing" | "queueTotal">): string[] {
  const running = doing
    ? [`Rollout #${doing.number} is not touched: it goes on to its end. Abort stops it.`]
    : ["No rollout is running."];
  if (next.nextCommit === null) {
    return ["No new rollout starts. At this moment none would: nothing is chosen to deploy.", ...running];
  }
  const target = `${formatCommitCount(next.commitCount)} up to ${next.nextCommit.slice(0, 7)}`;
  const others = queueTotal - next.commitCount;
  const rest = others > 0 ? ` ${formatCommitCount(others)} more ${others === 1 ? "waits" : "wait"} behind.` : "";
  return [`No new rollout starts. ${target} would go next and will wait.${rest}`, ...running];
}
