import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

interface PreviewTitle {
  long: string;
  /** For the browser's tab. */
  short: string;
  /** What the button says. */
  confirm: string;
}

/** What the page asks: a backlog is approved, a rollout within the limit is started. */
export function titlePreview({
  kind,
  counts,
  toRevision,
}: Pick<RolloutPreview, "kind" | "counts" | "toRevision">): PreviewTitle {
  const count = counts.included;
  const target = toRevision.slice(0, 7);
  if (kind === "backlog") {
    return {
      long: `Approve a backlog of ${count}, up to ${target}?`,
      short: `Approve ${count}`,
      confirm: `Approve ${formatCommitCount(count)}`,
    };
  }
  return {
    long: `Start a rollout of ${formatCommitCount(count)}, up to ${target}?`,
    short: `Start ${count}`,
    confirm: `Start with ${formatCommitCount(count)}`,
  };
}
