import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scriptStep, startDeploy } from "@/lib/testing/ssh/deploy-probe";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import type { DeployCommand, FleetSsh } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";

let world: SshWorld;
let fleet: FleetSsh;

beforeAll(async () => {
  world = await startSshWorld(sshServers[0] ?? "machine server");
  fleet = createNodeFleetSsh();
});
afterAll(async () => {
  await fleet.close();
  await world.close();
});

const deploy = (steps: DeployCommand["steps"], more: Partial<DeployCommand> = {}) =>
  startDeploy(fleet, world.target, { steps, ...more });
const texts = (run: ReturnType<typeof deploy>, stream: string) =>
  run.lines.filter((line) => line.stream === stream).map(({ text }) => text);

test("a step is tried again as often as it says", async () => {
  const flag = join(world.directory, "second try");
  const run = deploy([
    scriptStep(`[ -e '${flag}' ] && exit 0; touch '${flag}'; exit 5`, { retries: 1, retryPause: 1 }),
  ]);
  expect(await run.outcome).toEqual({ outcome: "succeeded" });
  expect(run.steps).toEqual(["install 1", "install 2"]);
  expect(texts(run, "sys")).toEqual(["Step install ended with exit code 5; attempt 2 of 2 follows in 1 s."]);
});

test("an exit code that is not worth it is not tried again", async () => {
  const run = deploy([scriptStep("exit 5", { retries: 3, retryOn: [75, 7] })], { project: "picky" });
  expect(await run.outcome).toMatchObject({ outcome: "failed", cause: "step", exitCode: 5 });
  expect(run.steps).toEqual(["install 1"]);
});

test("an abort does not wait for the next try", async () => {
  const run = deploy([scriptStep("exit 5", { retries: 1, retryPause: 200 })], { project: "patient" });
  await run.seen(/follows in 200 s/);
  run.abort();
  expect(await run.outcome).toMatchObject({ outcome: "aborted" });
});
