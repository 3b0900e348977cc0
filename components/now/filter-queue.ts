import { type Authored, isMine } from "@/components/commit/is-mine";
import type { QueuedCommitView } from "@/lib/contracts/views";

/** Which commits of the queue to show; null = any. */
export interface QueueFilter {
  mine: boolean;
  author: string | null;
  status: string | null;
}

type Commit = Authored & Pick<QueuedCommitView, "testStatus">;

/** Reads the filter from the page's address: `?mine=1&author=ana&status=failed`. */
export function readQueueFilter(query: Pick<URLSearchParams, "get">): QueueFilter {
  return { mine: query.get("mine") === "1", author: query.get("author"), status: query.get("status") };
}

export function isFiltering(filter: QueueFilter): boolean {
  return filter.mine || filter.author !== null || filter.status !== null;
}

export function filterQueue<Each extends Commit>(
  queue: readonly Each[],
  filter: QueueFilter,
  viewer: Parameters<typeof isMine>[1],
): Each[] {
  return queue.filter(
    (commit) =>
      (!filter.mine || isMine(commit, viewer)) &&
      (filter.author === null || commit.author === filter.author) &&
      (filter.status === null || commit.testStatus === filter.status),
  );
}

/** The authors and test statuses that can be chosen: those that occur, and what is chosen already. */
export function queueChoices(queue: readonly Commit[], filter: QueueFilter): { authors: string[]; statuses: string[] } {
  const names = new Set(queue.map((commit) => commit.author));
  if (filter.author !== null) names.add(filter.author);
  const statuses = new Set<string>(queue.map((commit) => commit.testStatus));
  if (filter.status !== null) statuses.add(filter.status);
  return { authors: [...names].sort((a, b) => a.localeCompare(b, "en")), statuses: [...statuses].sort() };
}
