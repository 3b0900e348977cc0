import { createHash } from "node:crypto";
import { type BackupManifest, backupManifestSchema } from "@/lib/contracts/backup-file";
import { dumpDatabase } from "@/lib/db/backup/dump-database";
import { writeCompressedFile } from "@/lib/integrations/files/compressed-file";

/**
 * Writes all that the database holds into one file, as of one moment, whatever goes on meanwhile.
 *
 * @param known.keys the keys of stored secrets, when the backup shall hold them too
 * @returns what it holds, and how many rows
 */
export async function takeBackup(
  databaseUrl: string,
  file: string,
  known: { version: string; keys: string | null },
): Promise<{ manifest: BackupManifest; rows: number }> {
  const state: Progress = { manifest: null, rows: {}, table: null };
  await writeCompressedFile(file, addEnd(dumpDatabase(databaseUrl, known), state));
  if (state.manifest === null) throw new Error("the backup has no manifest");
  return { manifest: state.manifest, rows: Object.values(state.rows).reduce((sum, count) => sum + count, 0) };
}

type Progress = { manifest: BackupManifest | null; rows: Record<string, number>; table: string | null };

/** The text of the backup, then the line that says how many rows there are and what the checksum is. */
async function* addEnd(text: AsyncIterable<Buffer>, state: Progress): AsyncGenerator<Buffer> {
  const hash = createHash("sha256");
  for await (const chunk of text) {
    hash.update(chunk);
    note(chunk, state);
    yield chunk;
  }
  yield Buffer.from(`${JSON.stringify({ rows: state.rows, sha256: hash.digest("hex") })}\n`);
}

/** Each chunk is a line of ours, or rows of the table that the line before has named. */
function note(chunk: Buffer, state: Progress): void {
  if (state.manifest === null) {
    state.manifest = backupManifestSchema.parse(JSON.parse(chunk.toString()));
  } else if (state.table === null) {
    state.table = (JSON.parse(chunk.toString()) as { table: string }).table;
    state.rows[state.table] = 0;
  } else if (chunk.length === endLine.length && chunk.equals(endLine)) {
    state.table = null;
  } else {
    state.rows[state.table] = (state.rows[state.table] ?? 0) + countLines(chunk);
  }
}

const endLine = Buffer.from("\\.\n");

function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}
