import type { CanaryPolicy } from "@/lib/contracts/canary-policy";
import { pickLimits } from "@/lib/contracts/pick-limits";
import type { ShadowView } from "@/lib/contracts/shadow-views";
import type { ProjectRow } from "@/lib/db/projects";
import { listJudgedWindows } from "@/lib/db/shadow-windows";
import type { Tx } from "@/lib/db/transaction";
import { type ComparisonFamily, comparisonFamilies } from "@/lib/domain/canary/canary-verdict";
import { nameRule } from "@/lib/domain/canary/find-failed-limits";
import { familyOf } from "@/lib/domain/canary/list-comparisons";
import { describeRate, findConfidence, type JudgedWindow, rateWindows } from "@/lib/domain/canary/rate-windows";

/** What is older says little of today's hosts. */
const days = 7;

/** How often the limits in force would have stopped a host to which nothing was deployed. */
export async function readShadow(tx: Tx, project: ProjectRow): Promise<ShadowView> {
  const { canary } = project.policy;
  const windows = await listJudgedWindows(tx, { projectId: project.id, limits: pickLimits(canary), days });
  return {
    isOn: canary.shadow === true,
    days,
    inconclusive: windows.filter(({ verdict }) => verdict === "inconclusive").length,
    any: toRate(windows, null),
    rules: canary.rules.map(nameRule).map((limit) => ({ limit, ...toRate(windows, limit) })),
    comparisons: listFamilies(canary).map((limit) => ({ limit, ...toRate(windows, limit) })),
  };
}

function toRate(windows: readonly JudgedWindow[], limit: string | null): ShadowView["any"] {
  const rate = rateWindows(windows, limit);
  return { ...rate, confidence: findConfidence(rate), sentence: describeRate(rate, days) };
}

/** What is compared with other hosts, in the judge's order. */
function listFamilies({ compare, latency, endpoints }: CanaryPolicy): ComparisonFamily[] {
  if (!compare) return [];
  const compared = new Set<ComparisonFamily>(compare.metrics.map(familyOf));
  if (latency) compared.add("latency");
  if (endpoints) compared.add("endpoints");
  return comparisonFamilies.filter((family) => compared.has(family));
}
