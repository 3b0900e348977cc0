import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isRunning, scriptStep, startDeploy, until } from "@/lib/testing/ssh/deploy-probe";
import { type SshWorld, sshServers, startSshWorld } from "@/lib/testing/ssh/start-ssh-world";
import { startWire } from "@/lib/testing/ssh/start-wire";
import type { DeployCommand, FleetSsh, SshTarget } from "./fleet-ssh";
import { createNodeFleetSsh } from "./node-fleet-ssh";

describe.each(sshServers)("over %s", (kind) => {
  let world: SshWorld;
  let fleet: FleetSsh;
  let target: SshTarget;

  beforeAll(async () => {
    world = await startSshWorld(kind);
    fleet = createNodeFleetSsh();
    target = world.target;
  });
  afterAll(async () => {
    await fleet.close();
    await world.close();
  });

  const deploy = (steps: DeployCommand["steps"], more: Partial<DeployCommand> = {}, to = target) =>
    startDeploy(fleet, to, { steps, ...more });
  const texts = (run: ReturnType<typeof deploy>, stream: string) =>
    run.lines.filter((line) => line.stream === stream).map(({ text }) => text);

  test("lines keep their order and their bytes, however they arrive", async () => {
    const run = deploy([
      scriptStep("printf 'first\\ncaf\\303'; sleep 0.1; printf '\\251\\n\\n50%%\\r60%%\\n'; echo oops >&2; printf end"),
      { name: "second", run: ["printf", "%s\n", "a  b", "$HOME"], timeout: 10, retries: 0, retryPause: 1 },
    ]);
    expect(await run.outcome).toEqual({ outcome: "succeeded" });
    expect(texts(run, "out")).toEqual(["first", "café", "", "50%\r60%", "end", "a  b", "$HOME"]);
    expect(texts(run, "err")).toEqual(["oops"]);
    expect(run.steps).toEqual(["install 1", "second 1"]);
  });

  test("steps get the rollout's values and nothing of the guard's", async () => {
    const run = deploy([scriptStep("env | grep SAURON_ | grep -v HOST_STATE | sort")], {
      project: "values",
      rollout: 12,
      revision: "abc",
      env: { SAURON_HOST: "overwritten" },
    });
    await run.outcome;
    expect(texts(run, "out")).toEqual([
      "SAURON_HOST=host-1",
      "SAURON_PROJECT=values",
      "SAURON_REVISION=abc",
      "SAURON_ROLLOUT=12",
    ]);
  });

  test("a step that takes too long is ended with everything it started", async () => {
    const run = deploy([scriptStep("sleep 1000 & echo $!; wait", { timeout: 0.5 })], { project: "slow" });
    expect(await run.outcome).toMatchObject({ outcome: "failed", cause: "timeout", step: "install", exitCode: null });
    expect(isRunning(Number(texts(run, "out")[0]))).toBe(false);
  });

  test("abort ends children and grandchildren, those that ignore TERM by KILL", async () => {
    const script = "(trap '' TERM; sh -c 'echo $$; sleep 1000; sleep 1000') & (sleep 1000 & echo $!; wait) &";
    const run = deploy([scriptStep(`${script} echo ready; wait`)], { graceSeconds: 1, project: "stubborn" });
    await run.seen(/ready/);
    await until("both processes", () => texts(run, "out").length === 3);
    run.abort();
    expect(await run.outcome).toEqual({ outcome: "aborted", step: "install" });
    const pids = texts(run, "out").map(Number).filter(Boolean);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isRunning)).toEqual([]);
  });

  test("what ends by itself on TERM ends before the grace", async () => {
    const run = deploy([scriptStep("echo ready; sleep 1000")], { graceSeconds: 60 });
    await run.seen(/ready/);
    run.abort();
    expect(await run.outcome).toEqual({ outcome: "aborted", step: "install" });
  });

  test("a daemon that a step leaves behind holds neither the deploy nor the lock, and survives an abort", async () => {
    const project = "daemon";
    const first = deploy([scriptStep("set -m; sleep 1000 & echo $!")], { project });
    expect(await first.outcome).toEqual({ outcome: "succeeded" });
    const daemon = Number(texts(first, "out")[0]);
    const second = deploy([scriptStep("echo ready; sleep 1000")], { project });
    await second.seen(/ready/);
    second.abort();
    expect(await second.outcome).toMatchObject({ outcome: "aborted" });
    expect(isRunning(daemon)).toBe(true);
    process.kill(daemon);
  });

  describe("with a connection that breaks", () => {
    test("a cut deploy is unknown, busy while it runs, and then tells how it ended", async () => {
      const wire = await startWire(target.port);
      const through = { ...target, port: wire.port };
      const go = join(world.directory, `go ${kind}`);
      const steps = [scriptStep(`echo ready; until [ -e '${go}' ]; do sleep 0.05; done`)];
      const run = deploy(steps, { project: "cut" }, through);
      await run.seen(/ready/);
      wire.cut();
      expect(await run.outcome).toMatchObject({ outcome: "unknown", step: "install" });
      expect(await fleet.probe(through, { project: "cut" })).toMatchObject({ lastDeploy: { state: "running" } });
      expect(await deploy(steps, { project: "cut" }).outcome).toMatchObject({ outcome: "failed", cause: "busy" });
      writeFileSync(go, "");
      await until("the deploy to succeed", async () => {
        const answer = await fleet.probe(through, { project: "cut" });
        return answer.reached && answer.lastDeploy?.state === "succeeded" && answer.revision === "rev";
      });
      await wire.close();
    });

    test("an orphan is stopped, and a killed one shows as interrupted", async () => {
      const wire = await startWire(target.port);
      const through = { ...target, port: wire.port };
      const steps = [scriptStep("echo $$; sleep 1000")];
      const first = deploy(steps, { project: "orphan" }, through);
      const pid = Number(await first.seen(/\d+/));
      wire.cut();
      expect(await first.outcome).toMatchObject({ outcome: "unknown" });
      await fleet.stopOrphan(target, { project: "orphan", graceSeconds: 2, fence: first.fence });
      const stopped = await fleet.probe(target, { project: "orphan" });
      expect(stopped).toMatchObject({ reached: true, lastDeploy: { state: "aborted" } });
      expect(isRunning(pid)).toBe(false);
      const second = deploy([scriptStep("kill -KILL 0")], { project: "orphan" }, through);
      expect(await second.outcome).toMatchObject({ outcome: "unknown" });
      expect(await fleet.probe(target, { project: "orphan" })).toMatchObject({ lastDeploy: { state: "interrupted" } });
      await wire.close();
    });

    test("a reset of idle connections goes unnoticed, and the next command connects again", async () => {
      const wire = await startWire(target.port);
      const through = { ...target, port: wire.port };
      expect(await fleet.probe(through, { project: "idle" })).toMatchObject({ reached: true });
      wire.cut();
      await until(
        "the connection to work again",
        async () => (await fleet.probe(through, { project: "idle" })).reached,
      );
      await wire.close();
    });
  });

  describe("refuses", () => {
    test("another host key, with both fingerprints", async () => {
      const pinned = `SHA256:${"A".repeat(43)}`;
      const outcome = await deploy([scriptStep("true")], {}, { ...target, hostKeys: [pinned] }).outcome;
      expect(outcome).toMatchObject({ outcome: "failed", cause: "host-key" });
      expect(outcome).toHaveProperty("reason", expect.stringContaining(pinned));
      expect(outcome).toHaveProperty("reason", expect.stringContaining(target.hostKeys[0] as string));
    });

    test("a user the host does not let in, and a key that cannot be read", async () => {
      const stranger = { ...target, user: "stranger" };
      expect(await deploy([scriptStep("true")], {}, stranger).outcome).toMatchObject({ cause: "auth" });
      const keyless = { ...target, privateKeyPath: join(world.directory, "no key") };
      expect(await deploy([scriptStep("true")], {}, keyless).outcome).toMatchObject({ cause: "auth" });
    });

    test("a port where nobody listens", async () => {
      expect(await deploy([scriptStep("true")], {}, { ...target, port: 1 }).outcome).toMatchObject({
        cause: "connect",
        reason: expect.stringContaining("refused"),
      });
    });
  });

  describe("bounds", () => {
    test("a flood of lines: memory stays small, what is cut is told", async () => {
      const before = process.memoryUsage().rss;
      const run = deploy([
        scriptStep('yes "$(printf %0199d 0)" | head -c 100000000; echo last; echo problem >&2; exit 4'),
      ]);
      expect(await run.outcome).toMatchObject({ outcome: "failed", exitCode: 4, lastErrorLine: "problem" });
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
      expect(texts(run, "out").length).toBeLessThanOrEqual(25_125);
      const cut = 500_002 - texts(run, "out").length - texts(run, "err").length;
      expect(texts(run, "sys")).toEqual([expect.stringContaining(`${cut} more lines of output were cut`)]);
    });

    test("an endless line: it is cut, and what follows is seen", async () => {
      const before = process.memoryUsage().rss;
      const run = deploy([scriptStep("head -c 50000000 /dev/zero | tr '\\0' x"), scriptStep("echo after")]);
      expect(await run.outcome).toEqual({ outcome: "succeeded" });
      expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
      const [long, after] = texts(run, "out");
      expect(long).toMatch(/^x{20000} … \[49980000 more characters cut\]$/);
      expect(after).toBe("after");
    });

    test("a watcher that falls behind holds the host back", async () => {
      let resume = () => {};
      const held = new Promise<void>((resolve) => {
        resume = resolve;
      });
      const done = join(world.directory, `flood done ${kind}`);
      const steps = [scriptStep(`yes | head -c 40000000; touch '${done}'`)];
      const command = { project: "held", rollout: 1, revision: "r", fence: 1n, steps, env: {}, graceSeconds: 1 };
      let taken = 0;
      const outcome = fleet.deploy(target, command, {
        signal: new AbortController().signal,
        onStep: () => {},
        onLine: () => {
          taken += 1;
          return held;
        },
      });
      await until("the first lines", () => taken > 0);
      const atPause = taken;
      await fleet.probe(target, { project: "held" });
      expect(taken).toBe(atPause);
      expect(existsSync(done)).toBe(false);
      resume();
      expect(await outcome).toEqual({ outcome: "succeeded" });
    });

    test("a command too long for a host is refused before anything runs", async () => {
      const run = deploy([scriptStep(`: ${"x".repeat(200_000)}`)]);
      expect(await run.outcome).toMatchObject({ outcome: "failed", reason: expect.stringContaining("120000") });
    });
  });

  test("a host tells the revision its command prints; one that fails or hangs tells none", async () => {
    const ask = (revisionCommand: string[]) => fleet.probe(target, { project: "asked", revisionCommand });
    expect(await ask(["printf", " %s\n", "a'b $(c)"])).toEqual({
      reached: true,
      revision: "a'b $(c)",
      lastDeploy: null,
    });
    expect(await ask(["sh", "-c", "echo half; exit 1"])).toMatchObject({ reached: true, revision: null });
    expect(await ask(["sh", "-c", "yes"])).toMatchObject({ reached: false });
  });
});
