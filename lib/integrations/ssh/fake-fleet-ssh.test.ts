import { expect, test } from "vitest";
import { createFakeFleetSsh } from "./fake-fleet-ssh";
import { describeFleetSsh } from "./fleet-ssh.contract";

const target = {
  name: "host-1",
  address: "127.0.0.1",
  port: 22,
  user: "deploy",
  privateKeyPath: "/key",
  hostKeys: ["SHA256:pinned"],
};
const steps = [{ name: "install", run: ["true"], timeout: 10, retries: 0, retryPause: 1 }];

describeFleetSsh("a fleet in memory", async () => {
  const fleet = createFakeFleetSsh();
  return {
    fleet,
    target,
    stepsFor(behaviour) {
      fleet.host(target.name).behave(behaviour);
      return steps;
    },
    appendLog: (path, text) => fleet.host(target.name).appendLog(path, text),
    logPath: "/log",
    close: () => fleet.close(),
  };
});

const command = { project: "web", rollout: 1, revision: "r", fence: 1n, steps, env: {}, graceSeconds: 1 };
const watch = { signal: new AbortController().signal, onLine: () => {}, onStep: () => {} };

test("a lost deploy is unknown and stays busy until it is stopped", async () => {
  const fleet = createFakeFleetSsh();
  fleet.host("host-1").behave({ does: "lose", leaves: "running" }, { does: "succeed" });
  expect(await fleet.deploy(target, command, watch)).toMatchObject({ outcome: "unknown" });
  expect(await fleet.deploy(target, { ...command, fence: 2n }, watch)).toMatchObject({ cause: "busy" });
  await fleet.stopOrphan(target, { project: "web", graceSeconds: 1, fence: 1n });
  expect(await fleet.probe(target, { project: "web" })).toMatchObject({ lastDeploy: { state: "aborted" } });
  expect(await fleet.deploy(target, { ...command, fence: 3n }, watch)).toEqual({ outcome: "succeeded" });
  expect(fleet.started.map(({ fence }) => fence)).toEqual([1n, 3n]);
});

test("a host can refuse, and cannot be asked while it is unreachable", async () => {
  const fleet = createFakeFleetSsh();
  const host = fleet.host("host-1").behave({ does: "refuse", cause: "connect", reason: "down" });
  expect(await fleet.deploy(target, command, watch)).toMatchObject({ cause: "connect", reason: "down" });
  host.unreachable = "down";
  expect(await fleet.probe(target, { project: "web" })).toEqual({ reached: false, reason: "down" });
});

test("a hanging deploy can be let go", async () => {
  const fleet = createFakeFleetSsh();
  const host = fleet.host("host-1").behave({ does: "hang" });
  const outcome = fleet.deploy(target, command, { ...watch, onStep: () => queueMicrotask(() => host.finish()) });
  expect(await outcome).toEqual({ outcome: "succeeded" });
  expect(host.revision).toBe("r");
});
