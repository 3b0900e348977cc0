import { finalRolloutStates } from "@/lib/domain/rollout/states";
import { type HostRow, listHosts, listParticipants } from "./hosts";
import type { Tx } from "./transaction";

export type StageArms = {
  /** Hosts of the stage, whether deployed yet or not. */
  members: HostRow[];
  /** Those of them that run the new revision. */
  deployed: HostRow[];
  /**
   * Hosts of other stages, or of none, that take part, that this rollout has not touched and no rollout is deploying; and
   * that do not run the new revision, nor may do so since an earlier rollout lost them from sight.
   */
  untouched: HostRow[];
};

/** The hosts of a stage, and those it may be compared with. */
export async function listStageArms(
  tx: Tx,
  at: { stageId: number; rollout: { id: number; projectId: number; toRevision: string } },
): Promise<StageArms> {
  const { id, projectId, toRevision } = at.rollout;
  const movingStates = ["running", "unknown"];
  const own = await tx.hostDeploy.findMany({
    where: { rolloutId: id },
    select: { hostId: true, stageId: true, state: true, startedAt: true },
    orderBy: { attempt: "asc" },
  });
  const others = await tx.hostDeploy.findMany({
    where: { state: { in: movingStates }, rollout: { projectId, state: { notIn: [...finalRolloutStates] } } },
    select: { hostId: true, state: true },
  });
  const inStage = new Map(own.filter(({ stageId }) => stageId === at.stageId).map((deploy) => [deploy.hostId, deploy]));
  const touched = new Set(own.filter(({ startedAt }) => startedAt !== null).map(({ hostId }) => hostId));
  const busy = new Set(
    [...own, ...others].filter(({ state }) => movingStates.includes(state)).map(({ hostId }) => hostId),
  );
  const lost = await tx.hostDeploy.findMany({
    where: { rollout: { projectId, toRevision }, startedAt: { not: null }, host: { currentRevision: null } },
    select: { hostId: true },
  });
  const maybeNew = new Set(lost.map(({ hostId }) => hostId));
  const runsOther = (host: HostRow) => host.currentRevision !== toRevision && !maybeNew.has(host.id);
  const isApart = ({ id }: HostRow) => !inStage.has(id) && !touched.has(id) && !busy.has(id);
  const hosts = await listHosts(tx, projectId);
  const participants = await listParticipants(tx, projectId);
  return {
    members: hosts.filter(({ id }) => inStage.has(id)),
    deployed: hosts.filter(({ id }) => inStage.get(id)?.state === "succeeded"),
    untouched: participants.filter((host) => isApart(host) && runsOther(host)),
  };
}
