import { maxTestDurationSamples, usualDuration } from "@/lib/domain/test-run/usual-duration";
import type { Tx } from "./transaction";

/** Seconds each context of a project usually takes; a context without a finished run is not in it. */
export async function readUsualDurations(tx: Tx, projectId: number): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ context: string; seconds: number[] }[]>`
    SELECT context, array_agg(seconds ORDER BY id DESC) AS seconds FROM (
      SELECT id, context, extract(epoch FROM "finishedAt" - "startedAt")::float8 AS seconds,
        row_number() OVER (PARTITION BY context ORDER BY id DESC) AS place
      FROM "TestRun"
      WHERE "projectId" = ${projectId} AND status IN ('passed', 'failed') AND "finishedAt" > "startedAt"
        AND "createdAt" > clock_timestamp() - interval '30 days'
    ) finished
    WHERE place <= ${maxTestDurationSamples}
    GROUP BY context`;
  return new Map(rows.map(({ context, seconds }) => [context, usualDuration(seconds) ?? 0]));
}
