import { rolloutStatus } from "@/components/ui/status";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutSummary } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

/**
 * What to say when there was nothing left to abort: "Done 2 s before your abort; nothing stopped." Null while the
 * rollout can still be aborted, or when somebody's abort ended it.
 *
 * @param askedAt when this browser asked, ISO; null when it has not
 */
export function describeLateAbort(
  rollout: Pick<RolloutSummary, "number" | "state" | "endedAt" | "abort">,
  askedAt: string | null,
): string | null {
  if (!isFinal(rollout.state) || rollout.abort) return null;
  const { word } = rolloutStatus(rollout.state);
  if (!askedAt || !rollout.endedAt) return `#${rollout.number}: ${word} already; there is nothing to stop.`;
  const before = Date.parse(askedAt) - Date.parse(rollout.endedAt);
  if (before < 1000) return `${word} just before your abort; nothing stopped.`;
  return `${word} ${formatDuration(before)} before your abort; nothing stopped.`;
}
