import { Prisma } from "./generated/client";
import { type LogKind, logTables } from "./log";
import type { Tx } from "./transaction";

const endedAt = { rollout: Prisma.raw('o."endedAt"'), "test-run": Prisma.raw('o."finishedAt"') } as const;

/** The first line of a rollout's log may be one of a host's; what takes its place is Sauron's own. */
const ofNoHost = { rollout: Prisma.raw('"hostName" = NULL,'), "test-run": Prisma.empty } as const;

/**
 * Drops the output of `limit` rollouts or test runs that ended longer ago than so many days; one line stays of each and
 * says so. Returns how many there were.
 */
export async function dropOldOutput(tx: Tx, kind: LogKind, after: { days: number; limit: number }): Promise<number> {
  const { owner, chunk, ownerId } = logTables[kind];
  const line = `The output was dropped ${after.days} days after its end.`;
  return tx.$executeRaw`
    WITH old AS (
      SELECT o.id FROM ${owner} o
      WHERE o."nextLogLine" > 2 -- more than the line that stays
        AND ${endedAt[kind]} < clock_timestamp() - make_interval(days => ${after.days}::int)
      ORDER BY o.id LIMIT ${after.limit} FOR UPDATE SKIP LOCKED
    ), dropped AS (
      DELETE FROM ${chunk} c USING old WHERE c.${ownerId} = old.id AND c."firstLine" > 1
    ), told AS (
      UPDATE ${chunk} c SET ${ofNoHost[kind]} "lastLine" = 1, bytes = octet_length(${line}::text), lines =
        jsonb_build_array(jsonb_build_array(floor(extract(epoch FROM clock_timestamp()) * 1000), 'sys', ${line}::text))
      FROM old WHERE c.${ownerId} = old.id AND c."firstLine" = 1
    )
    UPDATE ${owner} o SET "nextLogLine" = 2 FROM old WHERE o.id = old.id`;
}
