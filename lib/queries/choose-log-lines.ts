import type { LogLine } from "@/lib/contracts/views";
import { listStageHosts } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { isOfLevel, type LineLevel } from "@/lib/domain/log/line-levels";

/** Which lines of a rollout's log are wanted: those of the hosts of a stage, those of a level, or all. */
export async function chooseLogLines(
  tx: Tx,
  rolloutId: number,
  { stage, level }: { stage?: string | undefined; level?: LineLevel | undefined },
): Promise<(line: LogLine) => boolean> {
  const hosts = stage === undefined ? null : new Set(await listStageHosts(tx, rolloutId, stage));
  return (line) =>
    (hosts === null || (line.host !== null && hosts.has(line.host))) && (level === undefined || isOfLevel(line, level));
}
