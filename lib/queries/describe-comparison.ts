import type { CanaryPolicy } from "@/lib/contracts/canary-policy";

/** What the canary is compared with other hosts in, and how much worse it must be. */
export function describeComparison({ compare, latency, endpoints }: CanaryPolicy): string {
  if (!compare) return "Nothing is compared with other hosts.";
  const parts = [compare.metrics.join(" and "), ...(latency ? ["latency"] : []), ...(endpoints ? ["endpoints"] : [])];
  return `Compared with hosts of the old revision: ${parts.join(", ")}; at most ${(compare.alpha ?? 0.01) * 100} % of good canaries may be failed by it, and only when at least ${compare.minRatio ?? 1.5} times as bad.`;
}
