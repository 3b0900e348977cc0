import { findSilentWorker, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import type { WorkerPulse } from "@/lib/db/workers";
import { isFinal } from "@/lib/domain/rollout/states";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";

/** Since when nobody works on a rollout that needs work; null when somebody does, or nothing is to be done. */
export async function findSilence(tx: Tx, rollout: RolloutFactsRow, pulse: WorkerPulse): Promise<Date | null> {
  if (isFinal(rollout.state) || rollout.state === "held" || rollout.question !== null) return null;
  if (pulse.alive === 0) return pulse.lastBeatAt ?? rollout.createdAt;
  return findSilentWorker(tx, rollout.id, workerSilenceSeconds);
}
