import { formatCommitCount } from "@/components/commit/format-commit-count";
import type { RolloutPreview } from "@/lib/contracts/planning-views";

type Range = Pick<RolloutPreview, "fromRevision" | "toRevision" | "trunkHead" | "counts">;

/**
 * What has changed since a person reviewed a range, so that the review is good no more; null when the range is the same.
 * An approval is bound to exactly what was reviewed.
 */
export function describeChange(reviewed: Range, current: Range): string | null {
  if (reviewed.fromRevision !== current.fromRevision) {
    const from = current.fromRevision?.slice(0, 7) ?? "nothing";
    return `Another rollout has ended: the range begins after ${from} now.`;
  }
  if (reviewed.toRevision !== current.toRevision) {
    return `The range ends with ${current.toRevision.slice(0, 7)} now.`;
  }
  if (reviewed.trunkHead === current.trunkHead) return null;
  const landed = current.counts.notIncluded - reviewed.counts.notIncluded;
  return landed > 0 ? `${formatCommitCount(landed)} landed since.` : "The trunk has changed.";
}
