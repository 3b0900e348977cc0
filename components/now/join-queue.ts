import type { QueuedCommitView } from "@/lib/contracts/views";

/** What was read of the queue behind the part of it that is live. */
export interface QueueRest<Commit = QueuedCommitView> {
  /** The sha of the last commit of the live part when it was read. */
  after: string;
  rows: readonly Commit[];
}

/** The live part and what follows it; without the rest when that does not follow any more. */
export function joinQueue<Commit extends { sha: string }>(
  live: readonly Commit[],
  rest: QueueRest<Commit> | null,
): readonly Commit[] {
  const last = live.at(-1)?.sha;
  if (rest === null || last === undefined) return live;
  const seen = rest.rows.findIndex(({ sha }) => sha === last);
  return seen < 0 && rest.after !== last ? live : [...live, ...rest.rows.slice(seen + 1)];
}
