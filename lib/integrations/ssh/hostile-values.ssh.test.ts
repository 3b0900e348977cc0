import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileNames } from "@/lib/testing/hostile-names";
import { scriptStep, startDeploy } from "@/lib/testing/ssh/deploy-probe";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import type { FleetSsh } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";

describe.each(sshServers)("values that want to be programs, over %s", (kind) => {
  const bait = "sauron-bait";
  const names = hostileNames(bait);
  let world: SshWorld;
  let fleet: FleetSsh;

  beforeAll(async () => {
    world = await startSshWorld(kind);
    fleet = createNodeFleetSsh();
  });
  afterAll(async () => {
    await fleet.close();
    await world.close();
  });

  /** Commands run in the home directory: the world's own, or that of the user who runs the tests. */
  const isBaitTaken = () =>
    [world.directory, join(world.directory, "sshd"), homedir()].some((home) => existsSync(join(home, bait)));

  test("there are at least sixty", () => {
    expect(names.length).toBeGreaterThanOrEqual(60);
  });

  test("variables and arguments arrive as they are", async () => {
    const env = Object.fromEntries(names.map((name, index) => [`V${index}`, name]));
    const show = 'for name; do printf "%s" "$name" | od -An -v -tx1 | tr -d " \\n"; echo; done';
    const variables = names.map((_name, index) => `"$V${index}"`).join(" ");
    const { outcome, lines } = startDeploy(fleet, world.target, {
      env,
      steps: [
        { name: "arguments", run: ["sh", "-c", show, "sh", ...names], timeout: 60, retries: 0, retryPause: 1 },
        scriptStep(`set -- ${variables}; ${show}`),
      ],
    });
    expect(await outcome).toEqual({ outcome: "succeeded" });
    const expected = names.map((name) => Buffer.from(name).toString("hex"));
    expect(lines.map(({ text }) => text)).toEqual([...expected, ...expected]);
    expect(isBaitTaken()).toBe(false);
  });

  test("a revision arrives as it is and comes back as it was", { timeout: 120_000 }, async () => {
    await eachOf(names, async (revision, project) => {
      const show = ["sh", "-c", 'printf "%s" "$SAURON_REVISION" | od -An -v -tx1'];
      const steps = [{ name: "show", run: show, timeout: 10, retries: 0, retryPause: 1 }];
      const run = startDeploy(fleet, world.target, { project, revision, steps });
      expect(await run.outcome).toEqual({ outcome: "succeeded" });
      const bytes = run.lines.map(({ text }) => text.replaceAll(" ", "")).join("");
      expect(bytes).toBe(Buffer.from(revision).toString("hex"));
      const answer = await fleet.probe(world.target, { project });
      expect(answer).toMatchObject({ lastDeploy: { revision, state: "succeeded" } });
    });
    expect(isBaitTaken()).toBe(false);
  });

  test("paths of logs, commands for revisions and projects run nothing else", { timeout: 120_000 }, async () => {
    await eachOf(names, async (path) => {
      const slice = await fleet.readLog(world.target, { path, cursor: null, maxBytes: 100 });
      expect(slice).toMatchObject({ reached: false });
    });
    const answer = await fleet.probe(world.target, { project: "p", revisionCommand: ["printf", "%s|", ...names] });
    expect(answer).toMatchObject({ revision: `${names.join("|")}|`.trim() });
    expect(await fleet.probe(world.target, { project: "../up" })).toMatchObject({ reached: false });
    expect(isBaitTaken()).toBe(false);
  });

  test("what no program can be given is refused", async () => {
    const refused = startDeploy(fleet, world.target, { revision: "a\0b", steps: [scriptStep("true")] });
    expect(await refused.outcome).toMatchObject({ outcome: "failed", reason: expect.stringContaining("NUL") });
    const misnamed = startDeploy(fleet, world.target, { env: { "A;touch x": "1" }, steps: [scriptStep("true")] });
    expect(await misnamed.outcome).toMatchObject({ outcome: "failed", reason: expect.stringContaining("no name") });
  });
});

/** Works on four values at once, each with a project of its own, since a host runs one deploy of a project at a time. */
async function eachOf(values: string[], work: (value: string, project: string) => Promise<void>): Promise<void> {
  const rest = [...values];
  const workOn = async (project: string) => {
    for (let value = rest.shift(); value !== undefined; value = rest.shift()) await work(value, project);
  };
  await Promise.all(["one", "two", "three", "four"].map(workOn));
}
