import type { Thresholds } from "@/lib/contracts/setup-views";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { describeComparison } from "./describe-comparison";
import { readLimitChanges } from "./read-limit-changes";
import { readShadow } from "./read-shadow";

/** The limits in force, in words, since when, and how often each would have been wrong. */
export async function readThresholds(tx: Tx, project: ProjectRow): Promise<Thresholds> {
  const { canary } = project.policy;
  return {
    project: project.slug,
    comparison: describeComparison(canary),
    changes: await readLimitChanges(tx, project),
    shadow: await readShadow(tx, project),
  };
}
