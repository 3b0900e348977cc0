import { homedir } from "node:os";
import { join } from "node:path";

/** A path as a shell reads it: `~/` is the home of whoever runs this process. */
export function expandHome(path: string): string {
  return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}
