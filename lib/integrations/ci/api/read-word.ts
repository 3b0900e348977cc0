import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";

/** The sender's words for a state, in ours. A word that is not listed gives no verdict: never does it pass a commit. */
type Words = Readonly<Record<string, TestRunStatus>>;

export const githubWords: Words = {
  success: "passed",
  neutral: "passed",
  failure: "failed",
  error: "errored",
  timed_out: "errored",
  startup_failure: "errored",
  cancelled: "cancelled",
  stale: "cancelled",
  in_progress: "running",
  action_required: "pending",
  queued: "pending",
  requested: "pending",
  waiting: "pending",
  pending: "pending",
};

export const gitlabWords: Words = {
  success: "passed",
  failed: "failed",
  canceled: "cancelled",
  running: "running",
  created: "pending",
  waiting_for_resource: "pending",
  waiting_for_callback: "pending",
  preparing: "pending",
  pending: "pending",
  manual: "pending",
  scheduled: "pending",
  canceling: "pending",
};

export const giteaWords: Words = { success: "passed", failure: "failed", error: "errored", pending: "pending" };

export const jenkinsWords: Words = {
  SUCCESS: "passed",
  UNSTABLE: "failed",
  FAILURE: "failed",
  ABORTED: "cancelled",
  NOT_BUILT: "cancelled",
};

export function readWord(words: Words, word: string): TestRunStatus {
  return Object.hasOwn(words, word) ? (words[word] ?? "unknown") : "unknown";
}

/** A time of an API; what is none counts as not told. */
export function readTime(text: string | null | undefined): Date | null {
  const time = text ? new Date(text) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}

/** The end of a run that has a verdict. */
export function readEnd(status: TestRunStatus, text: string | null | undefined): Date | null {
  return ["passed", "failed", "errored", "cancelled"].includes(status) ? readTime(text) : null;
}
