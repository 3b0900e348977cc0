import type { Policy } from "@/lib/contracts/project-file";
import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { Prisma } from "./generated/client";
import { openPolicy } from "./sealed-policy";
import type { StageRow } from "./stages";
import type { Tx } from "./transaction";

/** A stage whose canary was judged. */
export type JudgedStage = StageRow & {
  verdict: CanaryVerdictView;
  baseline: StageBaseline | null;
  rollout: { id: number; number: number; policy: Policy };
};

/** The newest stages that were judged, are no longer watched, and whose requests are still kept; newest first. */
export async function listJudgedStages(tx: Tx, projectId: number, limit: number): Promise<JudgedStage[]> {
  const rows = await tx.stage.findMany({
    where: { rollout: { projectId, state: { not: "baking" } }, verdict: { not: Prisma.DbNull }, samples: { some: {} } },
    include: { rollout: { select: { id: true, number: true, policy: true } } },
    orderBy: { id: "desc" },
    take: limit,
  });
  return rows.map((row) => ({
    ...row,
    verdict: row.verdict as unknown as CanaryVerdictView,
    baseline: row.baseline as StageBaseline | null,
    rollout: { ...row.rollout, policy: openPolicy(row.rollout.policy) },
  }));
}
