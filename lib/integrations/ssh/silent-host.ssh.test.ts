import { createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scriptStep, startDeploy } from "@/lib/testing/ssh/deploy-probe";
import { startGerrit } from "@/lib/testing/ssh/start-gerrit";
import { type SshWorld, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { startWire } from "@/lib/testing/ssh/start-wire";
import type { FleetSsh } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";
import { createNodeLineFollower } from "./node-line-follower";

let world: SshWorld;
let fleet: FleetSsh;

beforeAll(async () => {
  world = await startSshWorld("machine server");
  fleet = createNodeFleetSsh();
});
afterAll(async () => {
  await fleet.close();
  await world.close();
});

test.concurrent("a host that falls silent in mid-command is given up", async () => {
  const wire = await startWire(world.target.port);
  const through = { ...world.target, port: wire.port };
  const run = startDeploy(fleet, through, { steps: [scriptStep("echo ready; sleep 40")], project: "frozen" });
  await run.seen(/ready/);
  wire.freeze();
  expect(await run.outcome).toMatchObject({ outcome: "unknown", step: "install" });
  await fleet.stopOrphan(world.target, { project: "frozen", graceSeconds: 1, fence: run.fence });
  await wire.close();
});

test.concurrent("a stream whose server falls silent is given up", async () => {
  const gerrit = await startGerrit();
  const wire = await startWire(gerrit.port);
  const { user, privateKey, hostKey } = gerrit;
  const target = { name: "Gerrit", address: "127.0.0.1", port: wire.port, user, privateKeyPath: privateKey };
  const follower = createNodeLineFollower();
  const end = await follower.follow({ ...target, hostKeys: [hostKey] }, "gerrit stream-events", {
    signal: new AbortController().signal,
    onStart: async () => wire.freeze(),
    onLine: async () => {},
  });
  expect(end).toBe("Gerrit tells nothing any more: the connection was lost.");
  await follower.close();
  await wire.close();
  await gerrit.close();
});

test.concurrent("an abort that cannot reach the host ends as unknown", async () => {
  const wire = await startWire(world.target.port);
  const through = { ...world.target, port: wire.port };
  const run = startDeploy(fleet, through, { steps: [scriptStep("echo ready; sleep 40")], project: "unheard" });
  await run.seen(/ready/);
  wire.freeze();
  run.abort();
  expect(await run.outcome).toMatchObject({ outcome: "unknown", step: "install" });
  await fleet.stopOrphan(world.target, { project: "unheard", graceSeconds: 1, fence: run.fence });
  await wire.close();
});

test.concurrent("a port where nobody answers fails after ten seconds, or at once when aborted", async () => {
  const silent = createServer((socket) => void socket.resume().on("error", () => {}));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const target = { ...world.target, port: (silent.address() as { port: number }).port };
  const waiting = startDeploy(fleet, target, { steps: [scriptStep("true")] });
  const aborted = startDeploy(fleet, target, { steps: [scriptStep("true")] });
  aborted.abort();
  expect(await aborted.outcome).toEqual({ outcome: "aborted", step: null });
  expect(await waiting.outcome).toMatchObject({ cause: "connect", reason: expect.stringContaining("10 s") });
  await new Promise((resolve) => silent.close(resolve));
});
