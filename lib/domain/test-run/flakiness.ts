import type { TestRunStatus } from "./derive-test-status";

type Attempt = { attempt: number; status: TestRunStatus };

/** Whether the attempts of one context for one commit contradict each other: one failed, and a later one passed. */
export function isFlaky(attempts: readonly Attempt[]): boolean {
  const failed = attempts.filter((run) => run.status === "failed").map((run) => run.attempt);
  return attempts.some((run) => run.status === "passed" && failed.some((attempt) => attempt < run.attempt));
}

/** How many of the newest commits a rate is taken of. */
export const flakyReach = 100;

/** On how many commits a context contradicted itself, of how many with a verdict at all. */
export type FlakyCount = { flaky: number; judged: number };

export function countFlaky(commits: readonly (readonly Attempt[])[]): FlakyCount {
  const judged = commits.filter((runs) => runs.some((run) => run.status === "passed" || run.status === "failed"));
  return { flaky: judged.filter(isFlaky).length, judged: judged.length };
}

/**
 * Share of commits whose attempts of a context contradicted each other, of those with a verdict at all; null without
 * any.
 * @param commits the attempts of each commit
 */
export function flakyRate(commits: readonly (readonly Attempt[])[]): number | null {
  const { flaky, judged } = countFlaky(commits);
  return judged === 0 ? null : flaky / judged;
}
