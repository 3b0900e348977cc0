import { z } from "zod";

/**
 * A backup is one compressed text: a line of JSON that says what it is, then for each table a line that names it, its rows
 * as PostgreSQL's COPY writes them, and a line `\.`; at the end a line with the number of rows and the checksum of all
 * that stands before it.
 */
export const backupManifestSchema = z.object({
  sauronBackup: z.literal(1, "this Sauron does not know the format"),
  /** By the clock of the database. */
  takenAt: z.iso.datetime(),
  /** The Sauron that took it. */
  version: z.string(),
  /** What the database was made by, oldest first. */
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  /** Where each sequence had come to. */
  sequences: z.array(z.object({ name: z.string(), value: z.string().regex(/^\d+$/) })),
  projects: z.array(z.string()),
  /** Of the keys that its stored secrets are sealed with, see `lib/config/secret-keys.ts`. */
  keyIds: z.array(z.string()),
  /** Those of them that project files and rollouts need: without these nothing can be deployed. */
  fileKeyIds: z.array(z.string()),
  /** The keys themselves, when they were asked for. */
  keys: z.string().nullable(),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;

export const tableHeadSchema = z.object({ table: z.string(), columns: z.array(z.string()) });

export type TableHead = z.infer<typeof tableHeadSchema>;

export const backupEndSchema = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() });

/** Ends the rows of a table; a row that says the same is written with two backslashes. */
export const endOfRows = "\\.";
