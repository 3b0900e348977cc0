import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";

export type Health = { ok: boolean; database: boolean; workersAlive: number };

/** Whether the database answers, and how many workers live. Sauron is well when it has both. */
export async function readHealth(tx: Tx): Promise<Health> {
  try {
    const { alive: workersAlive } = await readWorkerPulse(tx, workerSilenceSeconds);
    return { ok: workersAlive > 0, database: true, workersAlive };
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    return { ok: false, database: false, workersAlive: 0 };
  }
}
