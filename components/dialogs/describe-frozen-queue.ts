import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

/** What a freeze would do at this moment to what waits. */
export function describeFrozenQueue({ next, queueTotal }: Pick<NowView, "next" | "queueTotal">): string {
  if (next.nextCommit === null) return "No new rollout starts. At this moment none would: nothing is chosen to deploy.";
  const target = `${formatCommitCount(next.commitCount)} up to ${next.nextCommit.slice(0, 7)}`;
  const others = queueTotal - next.commitCount;
  const rest = others > 0 ? ` ${formatCommitCount(others)} more ${others === 1 ? "waits" : "wait"} behind.` : "";
  return `No new rollout starts. ${target} would go next and will wait.${rest}`;
}

/** What becomes of the rollout at hand under a freeze alone. */
export function describeSparedRollout(doing: Pick<RolloutSummary, "number" | "state" | "kind"> | null): string {
  if (doing === null) return "No rollout is running.";
  const who = `Rollout #${doing.number}`;
  switch (doing.state) {
    case "proposed":
      return `${who} is only proposed: nobody can say yes to it before the freeze ends.`;
    case "pending":
      return doing.kind === "rollback"
        ? `${who} has not begun: a freeze keeps no rollback from beginning.`
        : `${who} has not begun: it begins when the freeze ends.`;
    default:
      return `${who} is not touched: it goes on to its end.`;
  }
}
