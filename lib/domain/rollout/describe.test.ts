import { describe, expect, test } from "vitest";
import { describeFailure, describeRollout, type RolloutFacts } from "./describe";

const facts: RolloutFacts = {
  state: "deploying",
  stage: "fleet",
  stageHosts: { succeeded: 3, total: 23 },
  isWatched: true,
  waitsFor: null,
  failureReason: null,
  holdReason: null,
  abortedBy: null,
  question: null,
};

test.each<[Partial<RolloutFacts>, string]>([
  [{}, "Deploying to fleet: 3 of 23 hosts done."],
  [{ stageHosts: { succeeded: 0, total: 1 } }, "Deploying to fleet: 0 of 1 host done."],
  [{ state: "baking", stage: "canary" }, "Watching canary before going on."],
  [{ state: "baking", stage: "canary", isWatched: false }, "Letting canary run for a while before going on."],
  [
    { state: "baking", stage: "canary", waitsFor: { number: 12, stage: "fleet" } },
    "Canary passed; waits for #12 to leave fleet.",
  ],
  [
    { state: "baking", stage: "canary", abortedBy: "ana" },
    "Abort asked for by ana: no new host starts, and a worker stops what runs.",
  ],
  [{ state: "aborting", abortedBy: "ana" }, "Aborting by ana: no new host starts, running commands are being stopped."],
  [{ state: "aborted", abortedBy: "ana" }, "Aborted by ana."],
  [{ state: "failed", failureReason: "3 of 200 hosts failed to deploy." }, "Failed: 3 of 200 hosts failed to deploy."],
  [{ state: "failed", failureReason: "Failed at 10 s: 5xx 15 %." }, "Failed at 10 s: 5xx 15 %."],
  [{ state: "failed" }, "Failed: no reason was recorded."],
  [
    { state: "failing", failureReason: "3 of 200 hosts failed to deploy." },
    "Failing: 3 of 200 hosts failed to deploy. Hosts in mid-deploy are waited for.",
  ],
  [
    { state: "failing", failureReason: "Failed at 10 s: 5xx 15 %." },
    "Failing at 10 s: 5xx 15 %. Hosts in mid-deploy are waited for.",
  ],
  [
    { state: "failing", failureReason: "ana said no: looks odd" },
    "Failing: ana said no: looks odd. Hosts in mid-deploy are waited for.",
  ],
  [{ state: "proposed", question: "Deploy this commit?" }, "Proposed: Deploy this commit?"],
  [{ state: "pending", question: "Start it now?" }, "Start it now?"],
  [{ state: "pending" }, "About to start."],
  [{ state: "discarded", failureReason: "It expired: no." }, "Never started. It expired: no."],
  [{ state: "discarded", failureReason: "ana said no: later." }, "Never started. Ana said no: later."],
  [{ state: "held", holdReason: "No requests." }, "Needs you: No requests."],
])("%j", (changes, sentence) => {
  expect(describeRollout({ ...facts, ...changes })).toBe(sentence);
});

describe("a failure under another name", () => {
  test("takes the time of the verdict along", () => {
    expect(describeFailure("Rollout #4 failed", "Failed at 10 s: 5xx 15 %.")).toBe(
      "Rollout #4 failed at 10 s: 5xx 15 %.",
    );
  });

  test("takes the reason alone when the verdict came at the end", () => {
    expect(describeFailure("Rollout #4 failed", "Failed: 5xx 15 %.")).toBe("Rollout #4 failed: 5xx 15 %.");
  });
});
