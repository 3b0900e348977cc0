import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";

/** A commit as a push lists it. Lists are hints, git is the truth: they may be cut, out of order or empty. */
export type PushedCommit = {
  sha: string;
  authorName: string;
  authorEmail: string;
  message: string;
  /** ISO 8601 in UTC, whole seconds. */
  time: string;
};

/** Why an authentic delivery is of no use to us. */
export type IgnoredReason =
  | "tag"
  | "untracked-branch"
  | "not-a-branch"
  | "event-not-used"
  | "job-level-event"
  | "no-sha"
  | "bad-sha"
  | "not-a-test-label"
  | "other-repository"
  | "nothing-changed";

/** One thing a delivery tells, in our words. Shas are lower-case and whole; text holds no U+0000 and no lone surrogate. */
export type Fact =
  | {
      fact: "push";
      branch: string;
      /** All zeroes when the branch is new. */
      before: string;
      after: string;
      created: boolean;
      /** The branch was rewritten; null = the sender does not say. */
      forced: boolean | null;
      /** Oldest first. */
      commits: PushedCommit[];
      /** The list does not name every commit. */
      needsFetch: boolean;
    }
  | { fact: "branch-deleted"; branch: string }
  /** The sender's repository has it; whether the trunk does is git's to tell. */
  | { fact: "commit"; sha: string }
  | {
      fact: "test";
      /** Null = it names only its build: the run that was told before under `externalId` tells the commit. */
      sha: string | null;
      context: string;
      /** `unknown`: a word without a verdict. */
      status: TestRunStatus;
      /** The sender's attempt or build number; null = it has none, its `externalId` tells attempts apart. */
      attempt: number | null;
      /** The sender's own name of the run. */
      externalId: string | null;
      /** http(s) only. */
      url: string | null;
      startedAt: Date | null;
      finishedAt: Date | null;
    }
  | {
      fact: "change";
      number: number;
      /** Null = it is a patch, and no commit of the repository, or has no commit yet. */
      headSha: string | null;
      /** It comes from another repository; true also when the sender does not say. */
      fromFork: boolean;
      baseBranch: string | null;
      state: "open" | "closed" | "merged";
      /** What landed, when it was merged and the sender says so. */
      landedSha: string | null;
    }
  /** Names an object only; what happened to it has to be asked for. */
  | { fact: "lookup"; object: string }
  | { fact: "ping" }
  | { fact: "ignored"; reason: IgnoredReason };

export type TestFact = Extract<Fact, { fact: "test" }>;
