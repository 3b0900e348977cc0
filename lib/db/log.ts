import { storableText } from "@/lib/domain/storable-text";
import { Prisma, type PrismaClient } from "./generated/client";
import { notifyChange } from "./notify";
import { inTransaction, type Tx } from "./transaction";

/** [epoch ms, stream, text] */
export type StoredLine = [at: number, stream: "out" | "err" | "sys", text: string];

/** Lines of one host, in the order they came. A null host is Sauron itself; lines of a test run are of no host. */
export type HostLines = { host: string | null; lines: StoredLine[] };

/** Whose output a log holds: a rollout's, or that of a test run of the built-in runner. */
export type LogKind = "rollout" | "test-run";
export type LogId = { kind: LogKind; id: number };

/** Where each kind of log is kept. */
export const logTables = {
  rollout: {
    owner: Prisma.raw('"Rollout"'),
    chunk: Prisma.raw('"LogChunk"'),
    ownerId: Prisma.raw('"rolloutId"'),
    host: Prisma.raw('"hostName"'),
  },
  "test-run": {
    owner: Prisma.raw('"TestRun"'),
    chunk: Prisma.raw('"TestLogChunk"'),
    ownerId: Prisma.raw('"testRunId"'),
    host: Prisma.raw("NULL::text"),
  },
} as const satisfies Record<LogKind, Record<string, Prisma.Sql>>;

/**
 * Appends lines to a log and gives them the next line numbers. The row that owns the log is locked while it happens, so
 * numbers have no gap, and become visible in their order, however many workers write.
 */
export async function appendLog(
  prisma: PrismaClient,
  log: LogId & { projectId: number },
  batches: HostLines[],
): Promise<void> {
  const count = batches.reduce((sum, batch) => sum + batch.lines.length, 0);
  if (count === 0) return;
  await inTransaction(prisma, async (tx) => {
    const { owner } = logTables[log.kind];
    const [row] = await tx.$queryRaw<{ next: number }[]>`
      UPDATE ${owner} SET "nextLogLine" = "nextLogLine" + ${count} WHERE id = ${log.id}
      RETURNING "nextLogLine" AS next`;
    if (!row) return;
    await insertChunks(tx, log, numberLines(batches, row.next - count));
    await notifyChange(tx, {
      project: log.projectId,
      log: true,
      ...(log.kind === "rollout" ? { rollout: log.id } : { testRun: log.id }),
    });
  });
}

function numberLines(batches: HostLines[], first: number) {
  let firstLine = first;
  return batches.map(({ host, lines }) => {
    const stored = lines.map(([at, stream, text]) => [at, stream, storableText(text)] satisfies StoredLine);
    const chunk = {
      hostName: host,
      firstLine,
      lastLine: firstLine + lines.length - 1,
      lines: stored,
      bytes: stored.reduce((sum, line) => sum + Buffer.byteLength(line[2]), 0),
    };
    firstLine += lines.length;
    return chunk;
  });
}

async function insertChunks(tx: Tx, { kind, id }: LogId, chunks: ReturnType<typeof numberLines>): Promise<void> {
  if (kind === "rollout") {
    await tx.logChunk.createMany({ data: chunks.map((chunk) => ({ ...chunk, rolloutId: id })) });
  } else {
    await tx.testLogChunk.createMany({
      data: chunks.map(({ hostName: _, ...chunk }) => ({ ...chunk, testRunId: id })),
    });
  }
}
