import { execFile } from "node:child_process";
import { rm } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Removes a directory with all it holds, also what was made read-only in it; one that is not there is fine. */
export async function removeDirectory(path: string): Promise<void> {
  const options = { recursive: true, force: true, maxRetries: 3 };
  try {
    await rm(path, options);
  } catch {
    // Package caches are often made read-only; only their owner can undo that.
    await run("chmod", ["-R", "u+rwX", "--", path]).catch(() => {});
    await rm(path, options);
  }
}
