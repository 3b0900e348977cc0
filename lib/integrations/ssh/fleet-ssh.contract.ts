import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DeployCommand, FleetSsh, LogCursor, OutputLine, SshTarget } from "./fleet-ssh";

export type ContractBehaviour =
  | { does: "succeed"; lines: string[] }
  | { does: "fail"; exitCode: number; errorLine: string }
  | { does: "hang"; lines: string[] };

export type ContractWorld = {
  fleet: FleetSsh;
  target: SshTarget;
  /** Steps with which the host behaves so; a fake is told to. */
  stepsFor(behaviour: ContractBehaviour): DeployCommand["steps"];
  appendLog(path: string, text: string): void;
  /** A path for a log file of this world. */
  logPath: string;
  close(): Promise<void>;
};

/** What every FleetSsh does, whatever is behind it. */
export function describeFleetSsh(name: string, start: () => Promise<ContractWorld>): void {
  describe(name, () => {
    let world: ContractWorld;
    let fence = 0n;

    beforeAll(async () => {
      world = await start();
    });
    afterAll(() => world.close());

    function deploy(behaviour: ContractBehaviour, more: Partial<DeployCommand> = {}, target = world.target) {
      const lines: OutputLine[] = [];
      const steps: string[] = [];
      const abort = new AbortController();
      let onFirstLine = () => {};
      const firstLine = new Promise<void>((resolve) => {
        onFirstLine = resolve;
      });
      fence += 1n;
      const command: DeployCommand = {
        project: "contract",
        rollout: 1,
        revision: "rev-1",
        fence,
        steps: world.stepsFor(behaviour),
        env: {},
        graceSeconds: 2,
        ...more,
      };
      const outcome = world.fleet.deploy(target, command, {
        signal: abort.signal,
        onStep: (step, attempt) => steps.push(`${step} ${attempt}`),
        onLine: (line) => {
          lines.push(line);
          onFirstLine();
        },
      });
      return { outcome, lines, steps, abort, firstLine };
    }

    test("a deploy that succeeds passes on its step and lines, and the host says so", async () => {
      const run = deploy({ does: "succeed", lines: ["one", "zwei ✓"] }, { revision: "rev-a", rollout: 7 });
      expect(await run.outcome).toEqual({ outcome: "succeeded" });
      expect(run.lines.map(({ stream, text }) => `${stream} ${text}`)).toEqual(["out one", "out zwei ✓"]);
      expect(run.lines.every(({ at }) => Math.abs(at - Date.now()) < 60_000)).toBe(true);
      expect(run.steps).toEqual(["install 1"]);
      expect(await world.fleet.probe(world.target, { project: "contract" })).toEqual({
        reached: true,
        revision: "rev-a",
        lastDeploy: { rollout: 7, revision: "rev-a", fence, step: "install", state: "succeeded", exitCode: 0 },
      });
    });

    test("a deploy that fails tells the step, the exit code and the last error line", async () => {
      const run = deploy({ does: "fail", exitCode: 3, errorLine: "no space" }, { revision: "rev-b" });
      expect(await run.outcome).toEqual({
        outcome: "failed",
        cause: "step",
        step: "install",
        exitCode: 3,
        reason: "Step install ended with exit code 3.",
        lastErrorLine: "no space",
      });
      expect(await world.fleet.probe(world.target, { project: "contract" })).toMatchObject({
        // The steps had begun, so nobody can tell what the host runs now.
        revision: null,
        lastDeploy: { revision: "rev-b", state: "failed", exitCode: 3 },
      });
    });

    test("while one deploy runs another is busy, and an aborted one ends as aborted", async () => {
      const run = deploy({ does: "hang", lines: ["working"] });
      await run.firstLine;
      expect(await world.fleet.probe(world.target, { project: "contract" })).toMatchObject({
        lastDeploy: { state: "running" },
      });
      const second = deploy({ does: "succeed", lines: [] });
      expect(await second.outcome).toMatchObject({ outcome: "failed", cause: "busy", step: null });
      run.abort.abort();
      expect(await run.outcome).toEqual({ outcome: "aborted", step: "install" });
      expect(await world.fleet.probe(world.target, { project: "contract" })).toMatchObject({
        lastDeploy: { state: "aborted" },
      });
    });

    test("a deploy that is aborted before it starts runs nothing", async () => {
      const abort = new AbortController();
      abort.abort();
      const steps: string[] = [];
      const command = { project: "never", rollout: 1, revision: "r", fence: 1n, env: {}, graceSeconds: 1 };
      const outcome = await world.fleet.deploy(
        world.target,
        { ...command, steps: world.stepsFor({ does: "succeed", lines: [] }) },
        { signal: abort.signal, onStep: (step) => steps.push(step), onLine: () => {} },
      );
      expect(outcome).toEqual({ outcome: "aborted", step: null });
      expect(steps).toEqual([]);
    });

    test("a fence number that is not above the highest is stale", async () => {
      const newest = deploy({ does: "succeed", lines: [] });
      await newest.outcome;
      const late = deploy({ does: "succeed", lines: [] }, { fence });
      fence -= 1n;
      expect(await late.outcome).toMatchObject({ outcome: "failed", cause: "stale", step: null });
      expect(late.steps).toEqual([]);
    });

    test("a deploy that was asked about before it began never begins, and the next one does", async () => {
      const before = await world.fleet.probe(world.target, { project: "contract" });
      fence += 1n;
      const asked = await world.fleet.probe(world.target, { project: "contract", close: fence });
      expect(asked).toEqual(before);
      const late = deploy({ does: "succeed", lines: [] }, { fence });
      fence -= 1n;
      expect(await late.outcome).toMatchObject({
        outcome: "failed",
        cause: "stale",
        step: null,
        reason: expect.stringContaining("given up before it began"),
      });
      expect(late.steps).toEqual([]);
      fence += 1n;
      expect(await deploy({ does: "succeed", lines: [] }).outcome).toEqual({ outcome: "succeeded" });
    });

    test("while another deploy is at work nothing is closed, and the host says so", async () => {
      const run = deploy({ does: "hang", lines: ["working"] });
      await run.firstLine;
      const question = { project: "contract", close: fence + 1n };
      expect(await world.fleet.probe(world.target, question)).toMatchObject({
        reached: true,
        lastDeploy: { fence, state: "running" },
        mayBegin: true,
      });
      run.abort.abort();
      await run.outcome;
      expect(await deploy({ does: "succeed", lines: [] }).outcome).toEqual({ outcome: "succeeded" });
    });

    test("a host without a pinned key is refused", async () => {
      const target = { ...world.target, hostKeys: [] };
      const run = deploy({ does: "succeed", lines: [] }, {}, target);
      expect(await run.outcome).toMatchObject({ outcome: "failed", cause: "host-key", step: null });
      expect(await world.fleet.probe(target, { project: "contract" })).toMatchObject({ reached: false });
      const read = { path: world.logPath, cursor: null, maxBytes: 1000 };
      expect(await world.fleet.readLog(target, read)).toMatchObject({ reached: false });
    });

    test("stopping an orphan where nothing runs changes nothing", async () => {
      const before = await world.fleet.probe(world.target, { project: "contract" });
      await world.fleet.stopOrphan(world.target, { project: "contract", graceSeconds: 1, fence });
      expect(await world.fleet.probe(world.target, { project: "contract" })).toEqual(before);
    });

    test("stopping an orphan leaves a newer deploy alone", async () => {
      const run = deploy({ does: "hang", lines: ["working"] });
      await run.firstLine;
      await world.fleet.stopOrphan(world.target, { project: "contract", graceSeconds: 1, fence: fence - 1n });
      expect(await world.fleet.probe(world.target, { project: "contract" })).toMatchObject({
        lastDeploy: { state: "running" },
      });
      run.abort.abort();
      expect(await run.outcome).toEqual({ outcome: "aborted", step: "install" });
    });

    test("a log is read from its end on, in whole lines", async () => {
      const { fleet, target, logPath: path } = world;
      async function readNext(cursor: LogCursor | null, maxBytes = 1000) {
        const slice = await fleet.readLog(target, { path, cursor, maxBytes });
        if (!slice.reached) throw new Error(slice.reason);
        return slice;
      }
      expect(await fleet.readLog(target, { path, cursor: null, maxBytes: 10 })).toMatchObject({ reached: false });
      world.appendLog(path, "before\nhal");
      const start = await readNext(null);
      expect(start.lines).toEqual([]);
      world.appendLog(path, "f\nnext ✓\nunfinished");
      const second = await readNext(start.cursor);
      expect(second.lines).toEqual(["half", "next ✓"]);
      expect(second.truncated).toBe(false);
      expect((await readNext(second.cursor)).lines).toEqual([]);
      world.appendLog(path, " end\na\nb\n");
      const bounded = await readNext(second.cursor, 16);
      expect(bounded).toMatchObject({ lines: ["unfinished end"], truncated: true });
      expect(await readNext(bounded.cursor)).toMatchObject({ lines: ["a", "b"], truncated: false });
    });
  });
}
