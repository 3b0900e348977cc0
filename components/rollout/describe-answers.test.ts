import { describe, expect, test } from "vitest";
import { describeAnswers } from "@/components/rollout/describe-answers";
import type { RolloutSummary } from "@/lib/contracts/views";

const counts = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };
const stage = (name: string, state: string, total: number) => ({
  name,
  state,
  startedAt: state === "waiting" ? null : "2026-11-23T14:00:00.000Z",
  hosts: { ...counts, total },
});
const rollout = (code: "commit" | "start" | "continue", state: string) =>
  ({
    number: 12,
    commitCount: 2,
    toRevision: "77ab01c".padEnd(40, "0"),
    question: { code, text: "?" },
    hosts: { ...counts, total: 10, succeeded: 2, queued: 8 },
    stages: [stage("canary", state, 2), stage("fleet", "waiting", 8)],
  }) as unknown as RolloutSummary;

describe("what an answer does is told in numbers", () => {
  test("this commit?", () => {
    const { yes, no } = describeAnswers(rollout("commit", "waiting"));
    expect(yes).toBe("2 commits up to 77ab01c are taken for this rollout.");
    expect(no).toContain("no host changes");
  });

  test("start?", () => {
    expect(describeAnswers(rollout("start", "waiting")).yes).toBe("2 hosts of canary go to 77ab01c first.");
    const one = {
      ...rollout("start", "waiting"),
      stages: [stage("canary", "waiting", 1)],
    } as unknown as RolloutSummary;
    expect(describeAnswers(one).yes).toBe("1 host of canary goes to 77ab01c first.");
  });

  test("continue after the canary?", () => {
    const { yes, no } = describeAnswers(rollout("continue", "held"));
    expect(yes).toBe("the hosts after canary follow: 8 hosts still wait.");
    expect(no).toBe("it stops here: 2 hosts keep 77ab01c, 8 hosts never start, and the automation halts.");
  });
});
