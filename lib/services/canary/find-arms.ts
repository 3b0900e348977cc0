import type { HostRow } from "@/lib/db/hosts";
import type { RolloutRow } from "@/lib/db/rollouts";
import { listStageArms } from "@/lib/db/stage-arms";
import type { Tx } from "@/lib/db/transaction";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { chooseControls } from "@/lib/domain/fleet/choose-controls";

/** Of a stage of thousands of hosts so many are read: more would take longer than the pause between two looks. */
const mostCanaryHosts = 50;

export type Arms = { canary: HostRow[]; control: HostRow[] };

/**
 * The hosts to read: those of the stage (before its deploy all of them, after it those that run the new revision), and
 * those to compare them with; none of these when there are too few.
 */
export async function findArms(
  tx: Tx,
  rollout: RolloutRow,
  stage: { id: number; baseline: StageBaseline | null; isDeployed: boolean },
): Promise<Arms> {
  const { members, deployed, untouched } = await listStageArms(tx, { stageId: stage.id, rollout });
  const canary = (stage.isDeployed ? deployed : members).slice(0, mostCanaryHosts);
  const { fromRevision, toRevision, policy } = rollout;
  const preferred = new Set(stage.baseline?.hosts.map(({ hostId }) => hostId));
  const { sameLabels } = policy.canary;
  return { canary, control: chooseControls({ canary, untouched, fromRevision, toRevision, sameLabels, preferred }) };
}
