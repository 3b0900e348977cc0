import type { PrismaClient } from "./generated/client";
import { notifyChange } from "./notify";
import { inTransaction } from "./transaction";

/** [epoch ms, stream, text] */
export type StoredLine = [at: number, stream: "out" | "err" | "sys", text: string];

/** Lines of one host, in the order they came. A null host is Sauron itself. */
export type HostLines = { host: string | null; lines: StoredLine[] };

/**
 * Appends lines to a rollout's log and gives them the next line numbers. The rollout row is locked while it happens, so
 * numbers have no gap, and become visible in their order, however many workers write.
 */
export async function appendLog(
  prisma: PrismaClient,
  rollout: { id: number; projectId: number },
  batches: HostLines[],
): Promise<void> {
  const count = batches.reduce((sum, batch) => sum + batch.lines.length, 0);
  if (count === 0) return;
  await inTransaction(prisma, async (tx) => {
    const [row] = await tx.$queryRaw<{ next: number }[]>`
      UPDATE "Rollout" SET "nextLogLine" = "nextLogLine" + ${count} WHERE id = ${rollout.id}
      RETURNING "nextLogLine" AS next`;
    if (!row) return;
    let firstLine = row.next - count;
    await tx.logChunk.createMany({
      data: batches.map(({ host, lines }) => {
        const stored = lines.map(([at, stream, text]) => [at, stream, storableText(text)] satisfies StoredLine);
        const chunk = {
          rolloutId: rollout.id,
          hostName: host,
          firstLine,
          lastLine: firstLine + lines.length - 1,
          lines: stored,
          bytes: stored.reduce((sum, line) => sum + Buffer.byteLength(line[2]), 0),
        };
        firstLine += lines.length;
        return chunk;
      }),
    });
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id, log: true });
  });
}

/** PostgreSQL stores no U+0000 in text, and JSON no lone surrogates. */
export function storableText(text: string): string {
  return text.replaceAll("\u0000", "\ufffd").toWellFormed();
}
