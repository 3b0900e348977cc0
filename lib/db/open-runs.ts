import type { Tx } from "./transaction";

export type OpenRunsRow = {
  sha: string;
  /** Every context that was ever reported for it. */
  contexts: string[];
  /** Unfinished runs that no later attempt has replaced; `since` in epoch seconds. */
  open: { context: string; since: number }[];
};

/** What is under way for these commits; a commit nobody has reported anything for is not in it. */
export async function listOpenRuns(tx: Tx, projectId: number, shas: string[]): Promise<OpenRunsRow[]> {
  if (shas.length === 0) return [];
  return tx.$queryRaw<OpenRunsRow[]>`
    SELECT sha, array_agg(context) AS contexts,
      COALESCE(json_agg(json_build_object('context', context, 'since', since))
        FILTER (WHERE status IN ('queued', 'pending', 'running')), '[]') AS open
    FROM (
      SELECT DISTINCT ON (sha, context) sha, context, status,
        extract(epoch FROM COALESCE("startedAt", "createdAt"))::float8 AS since
      FROM "TestRun" WHERE "projectId" = ${projectId} AND sha = ANY(${shas})
      ORDER BY sha, context, attempt DESC
    ) newest
    GROUP BY sha`;
}
