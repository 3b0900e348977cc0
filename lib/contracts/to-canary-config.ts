import type { CanaryConfig } from "@/lib/domain/canary/canary-input";
import type { CanaryPolicy } from "./canary-policy";

/** What of a project file's canary part is judged; without hosts to compare with, its rules alone are. */
export function toCanaryConfig(
  policy: Pick<CanaryPolicy, "rules" | "minRequests" | "excludeCodes" | "compare" | "latency" | "endpoints">,
  given: { intervalSeconds: number; hasControl: boolean },
): CanaryConfig {
  const { rules, minRequests, excludeCodes, compare, latency, endpoints } = policy;
  const alone = { rules, minRequests, excludeCodes, intervalSeconds: given.intervalSeconds };
  if (!compare || !(given.hasControl || compare.requireControl)) return alone;
  const { minDifference, requireControl: _whenThereIsNone, ...figures } = compare;
  return {
    ...alone,
    // Where hosts can be had, a control that is silent allows no verdict.
    compare: { ...figures, minAbsDiffPct: minDifference, requireControl: true },
    latency: latency
      ? { quantiles: latency.quantiles, minRatio: latency.minRatio, minAbsDiffPct: latency.minDifference }
      : undefined,
    endpoints: endpoints || undefined,
  };
}
