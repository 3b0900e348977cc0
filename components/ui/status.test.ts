import { describe, expect, test } from "vitest";
import {
  hostStatus,
  rolloutStatus,
  stageStatus,
  stageVerdictStatus,
  testStatus,
  verdictStatus,
  worstStatus,
} from "@/components/ui/status";
import type { StageView } from "@/lib/contracts/views";
import { rolloutStates } from "@/lib/domain/rollout/states";

const stage = (state: StageView["state"], startedAt: string | null = "2026-11-23T14:00:00.000Z"): StageView => ({
  index: 0,
  name: "canary",
  state,
  hosts: { total: 1, queued: 0, running: 0, succeeded: 1, failed: 0, skipped: 0, unknown: 0 },
  startedAt,
  deployedAt: null,
  bakeUntil: null,
  passedAt: null,
  failureBudget: null,
  isWatched: true,
  verdict: null,
});

describe("only a success looks like one", () => {
  test("of the rollout states", () => {
    expect(rolloutStates.filter((state) => rolloutStatus(state).code === "ok")).toEqual(["succeeded"]);
  });

  test("missing data has its own look", () => {
    expect(testStatus("unknown").code).toBe("unknown");
    expect(hostStatus("unknown").code).toBe("unknown");
    expect(verdictStatus("inconclusive", false)).toEqual({ code: "unknown", word: "No data" });
  });

  test("a host that never started is not one that failed", () => {
    expect(hostStatus("skipped")).toEqual({ code: "skip", word: "Skipped" });
  });
});

describe("stageStatus of a stopped stage", () => {
  test("says aborted when a person stopped it", () => {
    expect(stageStatus(stage("stopped"), { state: "aborted" }).word).toBe("Aborted");
    expect(stageStatus(stage("stopped"), { state: "aborting" }).word).toBe("Aborting");
  });

  test("says failed when Sauron stopped it", () => {
    expect(stageStatus(stage("stopped"), { state: "failing" }).code).toBe("fail");
    expect(stageStatus(stage("stopped"), { state: "failed" }).code).toBe("fail");
  });

  test("says not started when the rollout never got there", () => {
    expect(stageStatus(stage("waiting", null), { state: "failed" }).word).toBe("Not started");
    expect(stageStatus(stage("waiting", null), { state: "deploying" }).word).toBe("Waiting");
    expect(stageStatus(stage("stopped", null), { state: "failed" }).word).toBe("Not started");
  });
});

describe("stageVerdictStatus", () => {
  const verdict = {
    verdict: "inconclusive",
    reason: "",
    why: "",
    metrics: [],
    minRequests: 60,
    at: "",
  } as const;

  test("too few requests are no finding while the stage is still watched, and no data afterwards", () => {
    expect(stageVerdictStatus({ state: "baking", verdict: { ...verdict, metrics: [] } })?.word).toBe("Watching");
    expect(stageVerdictStatus({ state: "held", verdict: { ...verdict, metrics: [] } })?.word).toBe("No data");
    expect(stageVerdictStatus({ state: "baking", verdict: null })).toBeNull();
  });

  test("enough requests that allow no verdict are not called no data", () => {
    const metric = {
      metric: "2xx",
      canary: { n: 76, bad: 12 },
      control: null,
      limit: ">= 90 %",
      verdict: "inconclusive",
    } as const;
    expect(stageVerdictStatus({ state: "stopped", verdict: { ...verdict, metrics: [metric] } })?.word).toBe(
      "No verdict",
    );
  });
});

test("the worst look wins, and no data is worse than running", () => {
  expect(worstStatus(["ok", "unknown", "run"])).toBe("unknown");
  expect(worstStatus(["ok", "fail", "hold"])).toBe("fail");
  expect(worstStatus([])).toBeNull();
});
