import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import type { Tx } from "./transaction";

export type TrunkAttemptRow = {
  sha: string;
  landedAt: Date;
  context: string;
  attempt: number;
  status: TestRunStatus;
  startedAt: Date | null;
  finishedAt: Date | null;
  rerunAt: Date | null;
};

/** Every attempt for the newest `limit` trunk commits, in the order of the trunk. */
export async function listTrunkAttempts(tx: Tx, projectId: number, limit: number): Promise<TrunkAttemptRow[]> {
  return tx.$queryRaw<TrunkAttemptRow[]>`
    SELECT c.sha, c."landedAt", t.context, t.attempt, t.status, t."startedAt", t."finishedAt", t."rerunAt"
    FROM (SELECT sha, position, "landedAt" FROM "Commit" WHERE "projectId" = ${projectId} AND NOT orphaned
      ORDER BY position DESC LIMIT ${limit}) c
    JOIN "TestRun" t ON t."projectId" = ${projectId} AND t.sha = c.sha
    ORDER BY c.position, t.id`;
}
