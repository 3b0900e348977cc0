import { createHash } from "node:crypto";
import type { Backlog } from "./load-backlog";

/** A text that is equal as long as the same commits wait, with the same results and marks, for the same revision. */
export function fingerprintBacklog({ queue, liveRevision }: Backlog): string {
  const commits = queue.map(({ landedAt: _, unreported: __, silent: ___, ...commit }) => commit);
  return createHash("sha256")
    .update(JSON.stringify([liveRevision, commits]))
    .digest("hex");
}
