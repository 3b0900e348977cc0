import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { findStatus } from "../find-status";
import { findTime } from "../read-time";
import { findEnd } from "./find-end";
import type { PhorgeObject } from "./phorge-objects";
import type { RunAnswer } from "./sender-api";

/** A word that is not here gives no verdict. */
const buildWords: Record<string, TestRunStatus> = {
  inactive: "pending",
  pending: "pending",
  paused: "pending",
  building: "running",
  passed: "passed",
  failed: "failed",
  aborted: "cancelled",
  error: "errored",
  deadlocked: "errored",
};

/** One that waits for a message has heard nothing yet. */
const targetWords: Record<string, TestRunStatus> = {
  "target/pending": "pending",
  "target/waiting": "pending",
  "target/building": "running",
  "target/passed": "passed",
  "target/failed": "failed",
  "target/aborted": "cancelled",
};

/** How a build stands. It keeps its PHID when it is restarted, and says of its end only when it last changed. */
export function readBuild({ id, phid, fields }: PhorgeObject<"build">, phorge: string): RunAnswer {
  const status = findStatus(buildWords, fields.buildStatus.value) ?? "unknown";
  return {
    status,
    attempt: null,
    externalId: phid,
    url: `${phorge}/harbormaster/build/${id}/`,
    startedAt: findTime(toMilliseconds(fields.dateCreated)),
    finishedAt: findEnd(status, toMilliseconds(fields.dateModified)),
  };
}

/** How a build target stands: one step of a build. */
export function readTarget({ phid, fields }: PhorgeObject<"target">): RunAnswer {
  const status = findStatus(targetWords, fields.status.value) ?? "unknown";
  const startedAt = findTime(toMilliseconds(fields.epochStarted));
  const finishedAt = findEnd(status, toMilliseconds(fields.epochCompleted));
  return { status, attempt: null, externalId: phid, url: null, startedAt, finishedAt };
}

function toMilliseconds(epochSeconds: number | null | undefined): number | null {
  return epochSeconds ? epochSeconds * 1000 : null;
}
