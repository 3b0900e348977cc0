import type { ProjectRow } from "@/lib/db/projects";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { listTrunkAttempts, type TrunkAttemptRow } from "@/lib/db/trunk-attempts";
import { awaitReruns } from "@/lib/domain/test-run/await-reruns";
import { newestAttempts } from "@/lib/domain/test-run/derive-test-status";
import { findCulprits, type RedStretch, type TrunkResults } from "@/lib/domain/test-run/find-culprits";
import { toSeconds } from "./build-test-run-view";
import { groupBy } from "./group-by";

/** How far back the trunk is read for where its tests turned red. */
const reach = 200;

/** The attempts of one commit of the trunk. Times in epoch seconds. */
export type TrunkCommitTests = { sha: string; landedAt: number; attempts: ReturnType<typeof inSeconds>[] };

/** The newest commits of the trunk that have any result, oldest first, with every attempt. */
export async function readTrunkTests(tx: Tx, project: ProjectRow, limit: number = reach): Promise<TrunkCommitTests[]> {
  const now = (await readDatabaseTime(tx)) / 1000;
  const bySha = groupBy(await listTrunkAttempts(tx, project.id, limit), (row) => row.sha);
  return [...bySha].map(([sha, rows]) => ({
    sha,
    landedAt: toSeconds(rows[0]?.landedAt ?? null) ?? 0,
    attempts: awaitReruns(rows.map(inSeconds), now),
  }));
}

/** Where the contexts of a trunk turned red. */
export async function readRedStretches(tx: Tx, project: ProjectRow): Promise<RedStretch[]> {
  return findCulprits(toTrunkResults(await readTrunkTests(tx, project)));
}

/**
 * The result in force of each context.
 * @param only contexts that count; left out, or empty = all of them
 */
export function toTrunkResults(commits: readonly TrunkCommitTests[], only: readonly string[] = []): TrunkResults[] {
  const counts = (context: string) => only.length === 0 || only.includes(context);
  return commits.map(({ sha, attempts }) => ({
    sha,
    results: new Map(
      newestAttempts(attempts.filter(({ context }) => counts(context))).map((run) => [run.context, run.status]),
    ),
  }));
}

function inSeconds({ context, attempt, status, ...times }: TrunkAttemptRow) {
  const [startedAt, finishedAt, rerunAt] = [times.startedAt, times.finishedAt, times.rerunAt].map(toSeconds);
  return {
    context,
    attempt,
    status,
    startedAt: startedAt ?? null,
    finishedAt: finishedAt ?? null,
    rerunAt: rerunAt ?? null,
  };
}
