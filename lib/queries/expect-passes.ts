import { listOpenRuns } from "@/lib/db/open-runs";
import type { ProjectRow } from "@/lib/db/projects";
import { readUsualDurations } from "@/lib/db/test-durations";
import type { Tx } from "@/lib/db/transaction";
import type { ForecastCommit } from "@/lib/domain/selection/forecast";
import type { QueuedCommit } from "@/lib/domain/selection/queued-commit";
import { expectPass } from "@/lib/domain/test-run/expect-pass";

/** The commits with the time their tests should pass, where tests are awaited and it can be told. */
export async function expectPasses(
  tx: Tx,
  project: ProjectRow,
  { queue, now }: { queue: readonly QueuedCommit[]; now: number },
): Promise<ForecastCommit[]> {
  const awaited = queue.filter(({ tests }) => tests === "pending" || tests === "running");
  if (awaited.length === 0) return [...queue];
  const shas = awaited.map((commit) => commit.sha);
  const bySha = new Map((await listOpenRuns(tx, project.id, shas)).map((row) => [row.sha, row]));
  const usual = await readUsualDurations(tx, project.id);
  const times = new Map(
    awaited.map(({ sha, landedAt }) => {
      const { contexts = [], open = [] } = bySha.get(sha) ?? {};
      const missing = project.requiredContexts.filter((context) => !contexts.includes(context));
      const unreported = missing.map((context) => ({ context, since: landedAt }));
      return [sha, expectPass([...open, ...unreported], { usual, now })];
    }),
  );
  return queue.map((commit) => ({ ...commit, expectedPassAt: times.get(commit.sha) ?? null }));
}
