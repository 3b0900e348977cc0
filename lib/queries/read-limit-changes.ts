import type { CanaryPolicy } from "@/lib/contracts/canary-policy";
import { readCanaryPolicy } from "@/lib/contracts/read-canary-policy";
import type { Thresholds } from "@/lib/contracts/setup-views";
import { listProjectFilesBefore } from "@/lib/db/project-files";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { nameRule } from "@/lib/domain/canary/find-failed-limits";
import { type LimitChange, type LimitsVersion, traceLimits } from "@/lib/domain/canary/trace-limits";
import { describeComparison } from "./describe-comparison";

/** Versions that are read at a time, and in all. */
const pageOf = 20;
const mostVersions = 200;

/** When each limit in force became what it is, as the versions of the project file say. */
export async function readLimitChanges(tx: Tx, project: ProjectRow): Promise<Thresholds["changes"]> {
  const { rules } = project.policy.canary;
  const traced = await traceFrom(tx, project);
  return {
    rules: Object.fromEntries(
      rules.flatMap((rule) => {
        const change = traced[keyOf(rule)];
        return change ? [[nameRule(rule), change]] : [];
      }),
    ),
    comparison: traced.comparison ?? null,
  };
}

/** Reads on into the past until every limit was another one. */
async function traceFrom(tx: Tx, { id, policyRevision }: ProjectRow): Promise<Record<string, LimitChange>> {
  const versions: LimitsVersion[] = [];
  for (;;) {
    const before = versions.at(-1)?.revision ?? policyRevision + 1;
    const older = await listProjectFilesBefore(tx, { projectId: id, before, limit: pageOf });
    versions.push(
      ...older.map(({ revision, author, createdAt, source }) => {
        const canary = readCanaryPolicy(source);
        return { revision, author, at: createdAt.toISOString(), limits: canary && listLimits(canary) };
      }),
    );
    const isWhole = older.length < pageOf;
    const traced = traceLimits(versions, isWhole);
    const isTraced = Object.keys(versions[0]?.limits ?? {}).every((name) => traced[name]);
    if (isWhole || isTraced || versions.length >= mostVersions) return traced;
  }
}

function listLimits(canary: CanaryPolicy): Record<string, string> {
  const rules = canary.rules.map((rule) => [keyOf(rule), `${rule.pct} %`]);
  return { ...Object.fromEntries(rules), comparison: describeComparison(canary) };
}

/** A rule stays the same one while its share changes. */
function keyOf({ metric, op }: CanaryPolicy["rules"][number]): string {
  return `${metric} ${op}`;
}
