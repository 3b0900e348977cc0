import { expect, test } from "vitest";
import { judgeTestEnd, type TestEnd } from "./built-in-runner";

const cases: [name: string, end: TestEnd, status: string, reason: RegExp | null][] = [
  ["exit code 0 -> passed", { end: "exited", code: 0 }, "passed", null],
  ["any other exit code -> failed", { end: "exited", code: 3 }, "failed", /^Exit code 3\.$/],
  ["a missing program -> failed, with what the code means", { end: "exited", code: 127 }, "failed", /not found/],
  ["out of time -> errored, no verdict", { end: "timeout", seconds: 900 }, "errored", /after 15 min/],
  ["ended by a person -> cancelled, with who", { end: "killed", by: "ana" }, "cancelled", /Ended by ana/],
  ["could not begin -> errored", { end: "not-started", reason: "The disk is full." }, "errored", /disk is full/],
  ["its worker stopped -> errored", { end: "worker-stopped" }, "errored", /worker/],
];

test.each(cases)("%s", (_name, end, status, reason) => {
  const verdict = judgeTestEnd(end);
  expect(verdict.status).toBe(status);
  if (reason === null) expect(verdict.reason).toBeNull();
  else expect(verdict.reason).toMatch(reason);
});
