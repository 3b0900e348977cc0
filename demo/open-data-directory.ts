import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const marker = "sauron-demo";

/**
 * Makes a directory the demo's own, emptied first when `fresh`. Throws when it holds something else: the demo never
 * deletes or mixes with what it did not make.
 * @param removeDatabase removes the database in the directory, whose files may lie elsewhere
 */
export function openDataDirectory(
  directory: string,
  { fresh, removeDatabase }: { fresh: boolean; removeDatabase(directory: string): void },
): void {
  const foreign = existsSync(directory) && readdirSync(directory).length > 0 && !existsSync(join(directory, marker));
  if (foreign) throw new Error(`${directory} holds something that is no demo. Give --data a new or empty directory.`);
  if (fresh) {
    removeDatabase(directory);
    rmSync(directory, { recursive: true, force: true });
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, marker), "This directory belongs to sauron demo; --fresh deletes it.\n");
}
