import { Prisma } from "./generated/client";
import { type LogId, logTables, type StoredLine } from "./log";
import type { Tx } from "./transaction";

export type LogRow = { line: number; at: number; host: string | null; stream: StoredLine[1]; text: string };

export type LogWindow = {
  log: LogId;
  /** Lines with a higher number only. */
  after: number;
  limit: number;
  /** Lines of this host only. */
  host: string | null;
};

type ChunkRow = { hostName: string | null; firstLine: number; lines: StoredLine[] };

/** Lines in their order, at most `limit`. */
export async function readLogLines(tx: Tx, want: LogWindow): Promise<LogRow[]> {
  const chunks = await (want.host === null ? readChunks(tx, want) : readChunksOfHost(tx, want, want.host));
  const rows: LogRow[] = [];
  for (const chunk of chunks) {
    chunk.lines.forEach(([at, stream, text], index) => {
      const line = chunk.firstLine + index;
      if (line > want.after && rows.length < want.limit) rows.push({ line, at, host: chunk.hostName, stream, text });
    });
  }
  return rows;
}

/** Line numbers have no gap, so the window is known before it is read. */
function readChunks(tx: Tx, want: LogWindow): Promise<ChunkRow[]> {
  const { chunk, ownerId, host } = logTables[want.log.kind];
  return tx.$queryRaw<ChunkRow[]>`
    SELECT ${host} AS "hostName", "firstLine", lines FROM ${chunk}
    WHERE ${ownerId} = ${want.log.id} AND "lastLine" > ${want.after} AND "firstLine" <= ${want.after + want.limit}
    ORDER BY "firstLine"`;
}

function readChunksOfHost(tx: Tx, want: LogWindow, name: string): Promise<ChunkRow[]> {
  const { chunk, ownerId, host } = logTables[want.log.kind];
  return tx.$queryRaw<ChunkRow[]>`
    SELECT ${host} AS "hostName", c."firstLine", c.lines FROM (
      SELECT id, sum("lastLine" - GREATEST("firstLine" - 1, ${want.after})) OVER (ORDER BY "firstLine")
          - ("lastLine" - GREATEST("firstLine" - 1, ${want.after})) AS before
      FROM ${chunk} WHERE ${ownerId} = ${want.log.id} AND ${host} = ${name} AND "lastLine" > ${want.after}
    ) counted JOIN ${chunk} c ON c.id = counted.id
    WHERE counted.before < ${want.limit}
    ORDER BY c."firstLine"`;
}

/** Number of lines a log has, of one host or in all. */
export async function countLogLines(tx: Tx, log: LogId, name: string | null): Promise<number> {
  const { owner, chunk, ownerId, host } = logTables[log.kind];
  const [row] = await tx.$queryRaw<[{ total: number }]>(
    name === null
      ? Prisma.sql`SELECT "nextLogLine" - 1 AS total FROM ${owner} WHERE id = ${log.id}`
      : Prisma.sql`SELECT COALESCE(sum("lastLine" - "firstLine" + 1), 0)::int AS total FROM ${chunk}
          WHERE ${ownerId} = ${log.id} AND ${host} = ${name}`,
  );
  return row?.total ?? 0;
}
