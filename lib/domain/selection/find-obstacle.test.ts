import { describe, expect, test } from "vitest";
import { findObstacle, type ObstacleFacts } from "./find-obstacle";
import { type Gate, type GateName, gateNames } from "./gates";

function obstacleOf(closed: GateName[], facts: Partial<ObstacleFacts> = {}) {
  const gates: Gate[] = gateNames.map((gate) => ({ gate, open: !closed.includes(gate), text: gate, action: null }));
  return findObstacle({ gates, mode: "unattended", isDeclined: false, inFlight: null, ...facts });
}

describe("findObstacle", () => {
  test("what only a person ends comes before what ends by itself", () => {
    const all = [...gateNames];
    expect(obstacleOf(all)).toEqual({ gate: "worker-heartbeat", text: "worker-heartbeat", endsByItself: false });
    expect(obstacleOf(["not-frozen", "not-halted"])?.gate).toBe("not-halted");
    expect(obstacleOf(["not-frozen", "allowed-hours"])).toMatchObject({ gate: "not-frozen", endsByItself: true });
    expect(obstacleOf(["allowed-hours"])).toMatchObject({ gate: "allowed-hours", endsByItself: true });
  });

  test("the hours do not bind people, who start each rollout where Sauron only suggests", () => {
    expect(obstacleOf(["allowed-hours", "automation-mode"], { mode: "suggest" })).toBeNull();
  });

  test("a question is no obstacle, its no is", () => {
    expect(obstacleOf(["approval"], { mode: "confirm" })).toBeNull();
    expect(obstacleOf(["approval"], { mode: "confirm", isDeclined: true })?.gate).toBe("approval");
  });

  test("a rollout in flight is one only when a person has to decide about it", () => {
    const inFlight = (state: "deploying" | "held") => ({ inFlight: { number: 7, state } });
    expect(obstacleOf(["no-rollout-in-the-way"], inFlight("deploying"))).toBeNull();
    expect(obstacleOf(["no-rollout-in-the-way"], inFlight("held"))?.text).toBe(
      "Rollout #7 waits for a decision: a person decides what follows",
    );
  });

  test("nothing to deploy, and nobody who watches, keep no later rollout back", () => {
    expect(obstacleOf(["commit-selected", "watched"])).toBeNull();
  });
});
