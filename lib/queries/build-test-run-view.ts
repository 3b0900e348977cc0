import type { TestRunView, TestStatus } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import type { TestRunRow } from "@/lib/db/read-commits";
import type { SourceRow } from "@/lib/db/sources";
import { isAwaited } from "@/lib/domain/test-run/await-reruns";
import { builtInSource } from "@/lib/domain/test-run/built-in-runner";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { findHolder, isRed, type RedStretch } from "@/lib/domain/test-run/find-culprits";
import { findRerunObstacle } from "@/lib/domain/test-run/find-rerun-obstacle";
import { hasFallenSilent } from "@/lib/domain/test-run/find-silence";
import { isFlaky } from "@/lib/domain/test-run/flakiness";
import { buildRerunner } from "./build-rerunner";

/** A stored attempt with its times in epoch seconds. */
export type Attempt = Omit<TestRunRow, "status" | "startedAt" | "finishedAt" | "rerunAt"> & {
  status: TestRunStatus;
  startedAt: number | null;
  finishedAt: number | null;
  rerunAt: number | null;
};

/** What is known around single runs. */
export type TestFacts = {
  /** Epoch seconds. */
  now: number;
  /** Seconds each context usually takes. */
  usual: ReadonlyMap<string, number>;
  stretches: readonly RedStretch[];
  project: Pick<ProjectRow, "policy">;
  sources: readonly SourceRow[];
};

export function toAttempt(run: TestRunRow): Attempt {
  return {
    ...run,
    status: run.status as TestRunStatus,
    startedAt: toSeconds(run.startedAt),
    finishedAt: toSeconds(run.finishedAt),
    rerunAt: toSeconds(run.rerunAt),
  };
}

/** @param attempts every attempt for the same commit, this one among them */
export function buildTestRunView(run: Attempt, attempts: readonly Attempt[], facts: TestFacts): TestRunView {
  const ofContext = attempts.filter((other) => other.context === run.context);
  const isNewest = ofContext.every((other) => other.attempt <= run.attempt);
  const isOwn = run.source === builtInSource;
  const awaited = isNewest && isAwaited(run, facts.now);
  return {
    id: run.id,
    context: run.context,
    attempt: run.attempt,
    status: awaited ? "running" : statusOnScreen(run.status),
    url: run.url,
    source: run.source,
    startedAt: toTimeText(run.startedAt),
    finishedAt: toTimeText(run.finishedAt),
    silent: hasFallenSilent({ ...run, createdAt: run.createdAt.getTime() / 1000 }, facts.usual, facts.now),
    flaky: isFlaky(ofContext),
    heldBy: isRed(run.status) ? findHolder(facts.stretches, run.sha, run.context) : null,
    reason: awaited ? describeAwaited(run) : (run.reason ?? describeAgain(run, ofContext)),
    hasLog: isOwn && run.startedAt !== null,
    rerunObstacle: findRerunObstacle(buildRerunner(run, facts)),
  };
}

function describeAwaited({ status }: Attempt): string {
  return `It ${status === "errored" ? "errored" : "failed"} and was asked for once more: until that is answered it counts as running.`;
}

/** Says of an attempt that was asked for why it is there. */
function describeAgain(run: Attempt, attempts: readonly Attempt[]): string | null {
  const before = attempts.find((other) => other.rerunAt !== null && other.attempt === run.attempt - 1);
  return before ? `Tried once more, as attempt ${before.attempt} ${before.status}.` : null;
}

function statusOnScreen(status: TestRunStatus): TestStatus {
  return status === "queued" ? "pending" : status;
}

function toTimeText(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}

export function toSeconds(date: Date | null): number | null {
  return date === null ? null : date.getTime() / 1000;
}
