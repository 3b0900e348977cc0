import { expect, test } from "vitest";
import { measureAbortSilence } from "./measure-abort-silence";

const second = (count: number) => Date.parse("2026-11-23T14:06:00Z") + count * 1000;
const iso = (count: number) => new Date(second(count)).toISOString();
const abort = { requestedAt: iso(0) };

test.each([
  ["nobody has aborted it", { state: "deploying", abort: null, workerSilentSince: iso(-60) }, 30, null],
  ["workers have a second left", { state: "deploying", abort, workerSilentSince: null }, 4, null],
  ["they have, though none was heard of before", { state: "deploying", abort, workerSilentSince: iso(-60) }, 4, null],
  ["no worker has obeyed", { state: "deploying", abort, workerSilentSince: null }, 12, 12],
  ["a worker obeys", { state: "aborting", abort, workerSilentSince: null }, 60, null],
  ["a worker obeyed, and is heard of no more", { state: "aborting", abort, workerSilentSince: iso(20) }, 60, 40],
  ["nobody was heard of since before the abort", { state: "aborting", abort, workerSilentSince: iso(-9) }, 60, 60],
  ["it has ended", { state: "aborted", abort, workerSilentSince: null }, 60, null],
] as const)("an abort when %s", (_when, rollout, now, silence) => {
  expect(measureAbortSilence(rollout, second(now))).toBe(silence === null ? null : silence * 1000);
});
