import { describe, expect, test } from "vitest";
import {
  countSettled,
  deployRate,
  describeBudget,
  percentDone,
  stageTimeLeft,
  timeLeft,
} from "@/components/rollout/rollout-progress";
import type { HostDeployView } from "@/lib/contracts/views";

const hosts = { total: 500, queued: 148, running: 40, succeeded: 310, failed: 2, skipped: 0, unknown: 0 };

describe("percentDone", () => {
  test("counts only hosts that run the new revision", () => {
    expect(percentDone(hosts)).toBe(62);
    expect(countSettled(hosts)).toBe(312);
  });

  test("says 100 only when every host is done", () => {
    expect(percentDone({ ...hosts, queued: 0, running: 0, succeeded: 499, failed: 1 })).toBe(99);
    expect(percentDone({ ...hosts, total: 0, succeeded: 0 })).toBe(0);
    expect(percentDone({ ...hosts, succeeded: 500 })).toBe(100);
  });
});

test("the budget is exceeded by more than it allows, not by as much", () => {
  expect(describeBudget({ failed: 5, allowed: 5, percent: 1 })).toEqual({
    text: "5 of 5 allowed (1 %)",
    exceeded: false,
  });
  expect(describeBudget({ failed: 6, allowed: 5, percent: 1 }).exceeded).toBe(true);
  expect(describeBudget({ failed: 0, allowed: 0, percent: 1 })).toEqual({
    text: "0, none allowed (1 %)",
    exceeded: false,
  });
});

describe("deployRate", () => {
  const now = Date.parse("2026-11-23T14:01:00.000Z");
  const ended = (secondsAgo: number): HostDeployView => ({
    host: `web-${secondsAgo}`,
    stage: 1,
    labels: {},
    state: "succeeded",
    attempt: 1,
    step: null,
    exitCode: null,
    reason: null,
    lastErrorLine: null,
    startedAt: new Date(now - secondsAgo * 1000 - 1000).toISOString(),
    endedAt: new Date(now - secondsAgo * 1000).toISOString(),
    currentRevision: null,
    isAsked: false,
  });

  test("is what the last minute brought", () => {
    expect(deployRate([ended(30), ended(20), ended(10), ended(200)], now)).toBe(6);
  });

  test("is not known from one host", () => {
    expect(deployRate([ended(30)], now)).toBeNull();
  });
});

describe("time left", () => {
  const now = Date.parse("2026-11-23T14:01:00.000Z");
  const stage = { state: "deploying", startedAt: "2026-11-23T14:00:00.000Z", hosts } as const;

  test("of a stage goes by the pace so far", () => {
    expect(stageTimeLeft(stage, now)).toBeCloseTo((60_000 / 312) * 188);
  });

  test("of a stage is not told when it would be a guess", () => {
    const oneDone = { ...hosts, total: 40, queued: 39, running: 0, succeeded: 1, failed: 0 };
    expect(stageTimeLeft({ ...stage, hosts: oneDone }, now)).toBeNull();
    expect(stageTimeLeft({ ...stage, state: "baking" }, now)).toBeNull();
    expect(stageTimeLeft({ ...stage, startedAt: null }, now)).toBeNull();
  });

  test("of a rollout is not told once the expectation was wrong", () => {
    expect(timeLeft({ expectedEndAt: "2026-11-23T14:03:10.000Z" }, now)).toBe(130_000);
    expect(timeLeft({ expectedEndAt: "2026-11-23T14:00:59.000Z" }, now)).toBeNull();
    expect(timeLeft({ expectedEndAt: null }, now)).toBeNull();
  });
});
