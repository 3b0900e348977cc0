import type { CommitTestStatus } from "../test-run/derive-test-status";

/** A commit of the trunk that is neither live nor in a rollout in flight. Times in epoch seconds. */
export type QueuedCommit = {
  sha: string;
  landedAt: number;
  tests: CommitTestStatus;
  /** Required contexts that nobody has told anything of; empty = none is required, and no result at all has come. */
  unreported?: readonly string[] | null | undefined;
  /** Contexts that began and of which nothing is heard any more, and since when at the longest; null = none. */
  silent?: { contexts: string[]; since: number } | null | undefined;
  bad?: boolean | undefined;
  /** A person keeps it, and all that follows it, from being deployed. */
  locked?: boolean | undefined;
  /** Sha of the commit in the queue that undoes this bad one. */
  revertedBy?: string | null | undefined;
  /** Sha of the earlier commit with which everything that is red here turned red. */
  redSince?: string | null | undefined;
};
