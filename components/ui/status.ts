import type { HostDeployView, RolloutSummary, StageView, TestStatus } from "@/lib/contracts/views";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";

/** Looks a thing can have, worst first: when several are rolled up into one, the first of this list wins. */
export const statusCodes = ["fail", "hold", "frozen", "warn", "stop", "unknown", "run", "wait", "ok", "skip"] as const;

export type StatusCode = (typeof statusCodes)[number];

/** A look and the one word that always stands beside it. */
export interface Status {
  code: StatusCode;
  word: string;
}

const rolloutStatuses = {
  proposed: { code: "hold", word: "Needs you" },
  pending: { code: "wait", word: "Waiting" },
  deploying: { code: "run", word: "Running" },
  baking: { code: "run", word: "Running" },
  held: { code: "hold", word: "Needs you" },
  failing: { code: "fail", word: "Failing" },
  aborting: { code: "stop", word: "Aborting" },
  succeeded: { code: "ok", word: "Done" },
  failed: { code: "fail", word: "Failed" },
  aborted: { code: "stop", word: "Aborted" },
  discarded: { code: "skip", word: "Discarded" },
} as const satisfies Record<RolloutState, Status>;

const testStatuses = {
  unknown: { code: "unknown", word: "No data" },
  pending: { code: "wait", word: "Waiting" },
  running: { code: "run", word: "Running" },
  passed: { code: "ok", word: "Passed" },
  failed: { code: "fail", word: "Failed" },
  errored: { code: "fail", word: "Errored" },
  cancelled: { code: "skip", word: "Cancelled" },
} as const satisfies Record<TestStatus, Status>;

const hostStatuses = {
  queued: { code: "wait", word: "Waiting" },
  running: { code: "run", word: "Running" },
  succeeded: { code: "ok", word: "Done" },
  failed: { code: "fail", word: "Failed" },
  skipped: { code: "skip", word: "Skipped" },
  unknown: { code: "unknown", word: "No data" },
} as const satisfies Record<HostDeployView["state"], Status>;

const verdictStatuses = {
  pass: { code: "ok", word: "Passed" },
  fail: { code: "fail", word: "Failed" },
} as const satisfies Record<"pass" | "fail", Status>;

export function rolloutStatus(state: RolloutState): Status {
  return rolloutStatuses[state];
}

export function testStatus(status: TestStatus): Status {
  return testStatuses[status];
}

export function isTestStatus(text: string): text is TestStatus {
  return Object.hasOwn(testStatuses, text);
}

export function hostStatus(state: HostDeployView["state"]): Status {
  return hostStatuses[state];
}

/** @param hasEnough the canary has answered the requests that a verdict needs */
export function verdictStatus(verdict: "pass" | "fail" | "inconclusive", hasEnough: boolean): Status {
  if (verdict !== "inconclusive") return verdictStatuses[verdict];
  return { code: "unknown", word: hasEnough ? "No verdict" : "No data" };
}

/** A stage's verdict; while it is still watched, too few numbers are no finding yet. Null before the first look. */
export function stageVerdictStatus(stage: Pick<StageView, "state" | "verdict">): Status | null {
  if (!stage.verdict) return null;
  const isOpen = stage.state === "baking" && stage.verdict.verdict === "inconclusive";
  if (isOpen) return { code: "run", word: "Watching" };
  const { verdict, metrics, minRequests } = stage.verdict;
  return verdictStatus(
    verdict,
    metrics.some((metric) => metric.canary.n >= minRequests),
  );
}

/** What a stage shows. Of a stage that was stopped the reason shows: a failed verdict or host, else the stop. */
export function stageStatus(stage: StageView, rollout: Pick<RolloutSummary, "state">): Status {
  switch (stage.state) {
    case "waiting":
      return isFinal(rollout.state) ? { code: "skip", word: "Not started" } : { code: "wait", word: "Waiting" };
    case "deploying":
      return { code: "run", word: "Deploying" };
    case "baking":
      return { code: "run", word: stage.isWatched ? "Watching" : "Letting it run" };
    case "held":
      return { code: "hold", word: "Needs you" };
    case "passed":
      return { code: "ok", word: "Passed" };
    case "stopped":
      return stoppedStatus(stage, rollout);
  }
}

function stoppedStatus(stage: StageView, rollout: Pick<RolloutSummary, "state">): Status {
  const byPerson = rollout.state === "aborting" || rollout.state === "aborted" || rollout.state === "discarded";
  const reached = stage.startedAt !== null;
  if (!reached) return { code: "skip", word: "Not started" };
  if (byPerson) return rollout.state === "aborting" ? rolloutStatuses.aborting : rolloutStatuses.aborted;
  return { code: "fail", word: "Failed" };
}

/** The worst of several looks; null when there are none. */
export function worstStatus(codes: readonly StatusCode[]): StatusCode | null {
  return statusCodes.find((code) => codes.includes(code)) ?? null;
}
