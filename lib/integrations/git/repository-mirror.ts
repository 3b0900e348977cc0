/** A bare mirror of a project's repository, in domain terms. `git-mirror.ts` does it with git, `fake-mirror.ts` in memory. */
export interface RepositoryMirror {
  /** Brings the trunk up to date and returns its head, or says why it cannot. Never throws for what git or the network does. */
  fetchTrunk(): Promise<FetchedTrunk>;
  /** First-parent commits after `after` (exclusive; null = from the first) up to `head`, oldest first, at most `limit`, the newest ones. */
  listTrunk(range: { after: string | null; head: string; limit: number }): Promise<MirrorCommit[]>;
  /** Whether `ancestor` is reachable from `head` along first parents. */
  isOnTrunk(ancestor: string, head: string): Promise<boolean>;
  /** Lays the files of a commit, on the trunk or not, out in a directory that is not there yet, or says why it cannot. */
  checkOut(sha: string, directory: string): Promise<{ ok: true } | { ok: false; reason: string }>;
  /** Takes a checkout away, also one that is half made, or gone already. */
  removeCheckOut(directory: string): Promise<void>;
}

/** `lacksTrunk`: the repository was read, and has no such branch. */
export type FetchedTrunk = { ok: true; head: string } | { ok: false; reason: string; lacksTrunk?: true };

export type MirrorCommit = {
  sha: string;
  author: string;
  authorEmail: string;
  message: string;
  /** Committer date, epoch milliseconds. */
  committedAt: number;
};
