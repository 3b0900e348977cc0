import { createHash } from "node:crypto";
import type { z } from "zod";
import {
  type BackupManifest,
  backupEndSchema,
  backupManifestSchema,
  endOfRows,
  tableHeadSchema,
} from "@/lib/contracts/backup-file";
import type { BackupTable } from "@/lib/db/backup/restore-database";
import { SauronError } from "@/lib/errors";
import { readCompressedLines } from "@/lib/integrations/files/compressed-file";

const batchBytes = 64 * 1024;
const endLine = Buffer.from(`${endOfRows}\n`);

/**
 * Reads a backup from its beginning to its end, and looks whether it is whole.
 * @throws SauronError "bad-request" when it is none, is cut short, or was changed
 */
export async function checkBackup(file: string): Promise<BackupManifest> {
  const hash = createHash("sha256");
  let manifest: BackupManifest | null = null;
  let last: Buffer | null = null;
  for await (const line of readCompressedLines(file)) {
    manifest ??= parse(file, backupManifestSchema, line, "is no backup of Sauron");
    if (last !== null) hash.update(last);
    last = line;
  }
  if (manifest === null || last === null) throw broken(file, "is empty");
  const { sha256 } = parse(file, backupEndSchema, last, "is cut short: its end is missing");
  if (hash.digest("hex") !== sha256) throw broken(file, "was changed: its checksum is another");
  return manifest;
}

/** The tables of a backup that was checked, one after the other. */
export async function* readBackupTables(file: string): AsyncGenerator<BackupTable> {
  const lines = readCompressedLines(file);
  await lines.next();
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done) return;
    const head = tableHeadSchema.safeParse(JSON.parse(line.toString()));
    if (!head.success) return;
    yield { ...head.data, rows: readRows(lines) };
  }
}

/** Rows up to the end of their table, many at once. */
async function* readRows(lines: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let batch: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done || line.equals(endLine)) break;
    batch.push(line);
    bytes += line.length;
    if (bytes < batchBytes) continue;
    yield Buffer.concat(batch);
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield Buffer.concat(batch);
}

function parse<T>(file: string, schema: z.ZodType<T>, line: Buffer, otherwise: string): T {
  try {
    const parsed = schema.safeParse(JSON.parse(line.toString()));
    if (parsed.success) return parsed.data;
  } catch {
    // Said below.
  }
  throw broken(file, otherwise);
}

function broken(file: string, why: string): SauronError {
  return new SauronError("bad-request", `${file} ${why}. Nothing was restored; take another backup file.`);
}
