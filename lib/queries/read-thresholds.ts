import type { CanaryPolicy } from "@/lib/contracts/canary-policy";
import type { Thresholds } from "@/lib/contracts/setup-views";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { readShadow } from "./read-shadow";

/** The limits in force, in words, and how often each would have been wrong. */
export async function readThresholds(tx: Tx, project: ProjectRow): Promise<Thresholds> {
  const { canary } = project.policy;
  return { project: project.slug, comparison: describeComparison(canary), shadow: await readShadow(tx, project) };
}

function describeComparison({ compare, latency, endpoints }: CanaryPolicy): string {
  if (!compare) return "Nothing is compared with other hosts.";
  const parts = [compare.metrics.join(" and "), ...(latency ? ["latency"] : []), ...(endpoints ? ["endpoints"] : [])];
  return `Compared with hosts of the old revision: ${parts.join(", ")}; at most ${(compare.alpha ?? 0.01) * 100} % of good canaries may be failed by it, and only when at least ${compare.minRatio ?? 1.5} times as bad.`;
}
