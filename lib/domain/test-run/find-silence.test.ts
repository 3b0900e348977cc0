import { describe, expect, test } from "vitest";
import { builtInSource } from "./built-in-runner";
import { findSilence, type HeardAttempt } from "./find-silence";

const now = 100_000;
const run = (context: string, changes: Partial<HeardAttempt> = {}): HeardAttempt => ({
  ...{ context, attempt: 1, status: "running", startedAt: null, finishedAt: null, source: "ci" },
  ...{ createdAt: now - 3600, ...changes },
});
const usual = new Map([["unit", 600]]);
const silenceOf = (attempts: HeardAttempt[], required: string[] = []) =>
  findSilence(attempts, { required, usual, now });

describe("findSilence", () => {
  test("names what fell silent, and the oldest last word", () => {
    const attempts = [run("unit"), run("lint", { createdAt: now - 7200 }), run("e2e", { createdAt: now - 60 })];
    expect(silenceOf(attempts)).toEqual({ contexts: ["unit", "lint"], since: now - 7200 });
  });

  const nothing: [name: string, attempts: HeardAttempt[], required?: string[]][] = [
    ["no attempt", []],
    ["a finished one", [run("unit", { status: "passed" })]],
    ["one that a later attempt replaced", [run("unit"), run("unit", { attempt: 2, createdAt: now - 60 })]],
    ["one that began late", [run("unit", { startedAt: now - 60 })]],
    ["one that does not count", [run("unit")], ["lint"]],
    ["the built-in runner's own", [run("unit", { source: builtInSource })]],
  ];
  test.each(nothing)("says nothing of %s", (_name, attempts, required) => {
    expect(silenceOf(attempts, required)).toBeNull();
  });
});
