import { insertSamples } from "@/lib/db/canary-samples";
import { listHosts } from "@/lib/db/hosts";
import type { RolloutRow } from "@/lib/db/rollouts";
import { listStages, storeVerdict } from "@/lib/db/stages";
import type { Tx } from "@/lib/db/transaction";
import type { StatusCodes } from "@/lib/domain/canary/tally-requests";
import { startTestRollout } from "./project";

type Project = Parameters<typeof startTestRollout>[1];

/** A rollout that ended in this state a minute ago, after its only canary had answered so. */
export async function addJudgedCanary(
  tx: Tx,
  project: Project,
  canary: { codes: StatusCodes; verdict: "pass" | "fail" | "inconclusive"; state: string },
): Promise<{ rollout: RolloutRow; stageId: number }> {
  const [host] = await listHosts(tx, project.id);
  if (!host) throw new Error("the project has no host");
  const rollout = await startTestRollout(tx, project, { stages: [{ name: "canary", hostIds: [host.id] }] });
  const stageId = (await listStages(tx, rollout.id))[0]?.id as number;
  const now = Date.now();
  await tx.stage.update({
    where: { id: stageId },
    data: { deployedAt: new Date(now - 600_000), bakeUntil: new Date(now - 60_000) },
  });
  const read = { arm: "canary" as const, hostId: host.id, hostName: host.name };
  const nothing = { slow: null, endpoints: null, unparsed: 0, clockOffsetMs: 0, error: null, cursor: null };
  await insertSamples(tx, { rolloutId: rollout.id, stageId }, [
    { ...read, ...nothing, codes: canary.codes, fromAt: new Date(now - 300_000) },
  ]);
  await storeVerdict(tx, stageId, {
    ...{ verdict: canary.verdict, reason: "rules-hold", why: "It was judged.", metrics: [], minRequests: 1 },
    at: new Date(now).toISOString(),
  });
  await tx.rollout.update({ where: { id: rollout.id }, data: { state: canary.state, endedAt: new Date() } });
  return { rollout, stageId };
}
