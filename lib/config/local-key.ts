import { randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * With this key in the data directory the command line and other programs of the same machine and user speak to the API.
 * Whoever can read it can read the database's password too.
 */
export function readLocalKey(dataDir: string): string | null {
  try {
    return readFileSync(fileIn(dataDir), "utf8").trim();
  } catch {
    return null;
  }
}

/** Makes the key unless there is one. Of several at once, one makes it. */
export function makeLocalKey(dataDir: string): void {
  const file = fileIn(dataDir);
  if (statSync(file, { throwIfNoEntry: false })) return;
  mkdirSync(dataDir, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `srk_${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft);
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, "local-key");
}
