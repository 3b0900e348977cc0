import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { type Policy, projectFileSchema } from "@/lib/contracts/project-file";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { readLog } from "@/lib/queries/read-log-page";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";
import { requestFetch } from "../projects/request-fetch";
import { killTest } from "./kill-test";
import { recordTestRun } from "./record-test-run";

const db = await createTestDatabase({ poolSize: 10 });

/** A project whose own tests are a script; `rerun` off, so that each test sees one attempt. */
function createWithTests(script: string, tests: Partial<Policy["tests"]> = {}, policy: Partial<Policy> = {}) {
  const usual = projectFileSchema.shape.tests.parse({});
  return createPipeline(db, {
    policy: quickPolicy({ ...policy, tests: { ...usual, rerun: false, script, ...tests } }),
  });
}

function findRuns({ projectId }: Pipeline, sha: string) {
  return db.prisma.testRun.findMany({
    where: { projectId, sha, context: builtInContext },
    orderBy: { attempt: "asc" },
  });
}

function waitForStatus(pipeline: Pipeline, sha: string, status: string, attempt = 1) {
  return vi.waitFor(async () => {
    const run = (await findRuns(pipeline, sha)).find((each) => each.attempt === attempt);
    expect(run?.status).toBe(status);
    return run!;
  }, inTime);
}

async function land(pipeline: Pipeline, message = "A change"): Promise<string> {
  const sha = pipeline.mirror.land(message);
  await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
  return sha;
}

async function readTexts(id: number): Promise<string[]> {
  const lines = await readLog(db.prisma, { log: { kind: "test-run", id }, after: 0, limit: 1_000_000, host: null });
  expect(lines.map((line) => line.line)).toEqual(lines.map((_, index) => index + 1));
  return lines.map((line) => line.text);
}

describe("tests that Sauron runs itself", () => {
  test("pass: they run in the commit's files, the output is kept, the commit is deployed, nothing is left", async () => {
    const pipeline = await createWithTests("cat message; echo to stderr >&2");
    await pipeline.startWorker();
    const sha = await land(pipeline, "Look at me");
    const run = await waitForStatus(pipeline, sha, "passed");
    expect(run.workerId).not.toBeNull();
    const texts = await readTexts(run.id);
    expect(texts).toEqual(expect.arrayContaining(["Look at me", "to stderr", "Passed."]));
    await vi.waitFor(async () => {
      const rollout = await db.prisma.rollout.findFirst({ where: { projectId: pipeline.projectId, toRevision: sha } });
      expect(rollout?.state).toBe("succeeded");
    }, inTime);
    expect(readdirSync(pipeline.testDirectory)).toEqual([]);
  });

  test("fail: the exit code is told and the commit is not deployed", async () => {
    const pipeline = await createWithTests("echo no; exit 3");
    await pipeline.startWorker();
    const run = await waitForStatus(pipeline, await land(pipeline), "failed");
    expect(run.reason).toBe("Exit code 3.");
    expect(await db.prisma.rollout.count({ where: { projectId: pipeline.projectId } })).toBe(0);
  });

  test("find nothing of the worker's environment, and a home of their own", async () => {
    vi.stubEnv("DATABASE_URL", db.url);
    const pipeline = await createWithTests("env", { env: { APP_ENV: "test" } });
    await pipeline.startWorker();
    const sha = await land(pipeline);
    const run = await waitForStatus(pipeline, sha, "passed");
    vi.unstubAllEnvs();
    const found = Object.fromEntries(
      (await readTexts(run.id)).filter((text) => /^\w+=/.test(text)).map((text) => text.split("=", 2)),
    );
    expect(found).toMatchObject({ CI: "true", SAURON_SHA: sha, APP_ENV: "test", LANG: "C.UTF-8" });
    expect(found.HOME).toBe(join(pipeline.testDirectory, `${run.id}`, "home"));
    const expected = ["PATH", "LANG", "HOME", "TMPDIR", "CI", "SAURON_SHA", "APP_ENV", "PWD", "OLDPWD", "SHLVL", "_"];
    expect(Object.keys(found).filter((name) => !expected.includes(name))).toEqual([]);
  });

  test("out of time: errored, which is said, with all they started ended", async () => {
    const pipeline = await createWithTests("sleep 1000 & echo $!; wait", { timeout: 1 });
    await pipeline.startWorker();
    const run = await waitForStatus(pipeline, await land(pipeline), "errored");
    expect(run.reason).toBe("Ended after 1 s, its timeout.");
    const pid = Number((await readTexts(run.id))[1]);
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(), inTime);
  });

  test("ended by a person: cancelled, with who", async () => {
    const pipeline = await createWithTests("echo begun; sleep 1000");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    const { id, projectId } = await waitForStatus(pipeline, sha, "running");
    await killTest(pipeline.ctx, { id, projectId });
    const run = await waitForStatus(pipeline, sha, "cancelled");
    expect(run).toMatchObject({ reason: "Ended by ana.", killedBy: "ana" });
    await expect(killTest(pipeline.ctx, { id, projectId })).rejects.toMatchObject({ code: "conflict" });
  });

  test("ended by a person before they began: they never begin", async () => {
    const pipeline = await createWithTests("exit 0");
    const worker = await pipeline.startWorker();
    await waitForStatus(pipeline, await land(pipeline), "passed");
    await worker.stop();
    const sha = pipeline.mirror.land("Nobody runs me");
    await db.prisma.testRun.create({
      data: {
        projectId: pipeline.projectId,
        sha,
        context: builtInContext,
        attempt: 1,
        status: "queued",
        source: "Sauron",
      },
    });
    const [queued] = await findRuns(pipeline, sha);
    await killTest(pipeline.ctx, { id: queued!.id, projectId: pipeline.projectId });
    expect((await findRuns(pipeline, sha))[0]).toMatchObject({ status: "cancelled", workerId: null });
  });

  test("more output than is kept: its beginning, its end, and a notice; the run itself is not held up", async () => {
    const pipeline = await createWithTests("seq 1 300000; echo the end");
    await pipeline.startWorker();
    const run = await waitForStatus(pipeline, await land(pipeline), "passed");
    const texts = await readTexts(run.id);
    expect(texts.length).toBeLessThan(102_000);
    expect(texts.slice(1, 3)).toEqual(["1", "2"]);
    expect(texts.slice(-3)).toEqual(["300000", "the end", "Passed."]);
    expect(texts.some((text) => /^\d+ lines are missing here\.$/.test(text))).toBe(true);
  });

  test("the newest commit goes first, each commit once, and no more at a time than a worker takes", async () => {
    const pipeline = await createWithTests("sleep 0.3", {}, { automation: "suggest" });
    const shas = ["one", "two", "three", "four"].map((message) => pipeline.mirror.land(message));
    await pipeline.startWorker();
    await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
    await vi.waitFor(async () => {
      // The beginning of the trunk is the past of the project: only its newest commit waits to be deployed.
      expect(await db.prisma.commit.count({ where: { projectId: pipeline.projectId } })).toBe(5);
    }, inTime);
    const later = ["five", "six", "seven", "eight"].map((message) => pipeline.mirror.land(message));
    await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
    for (const sha of later) await waitForStatus(pipeline, sha, "passed");
    const runs = await db.prisma.testRun.findMany({
      where: { projectId: pipeline.projectId },
      orderBy: { startedAt: "asc" },
    });
    const started = runs.filter((run) => later.includes(run.sha)).map((run) => later.indexOf(run.sha));
    expect(started.slice(0, 2).toSorted()).toEqual([2, 3]);
    expect(runs).toHaveLength(5);
    expect(runs.every((run) => run.sha !== shas[0])).toBe(true);
    const most = runs.map(
      (run) => runs.filter((other) => other.startedAt! <= run.startedAt! && other.finishedAt! > run.startedAt!).length,
    );
    expect(Math.max(...most)).toBeLessThanOrEqual(2);
  });

  test("a checkout that a crash left behind is removed by the next run", async () => {
    const pipeline = await createWithTests("true");
    mkdirSync(join(pipeline.testDirectory, "999999", "checkout"), { recursive: true });
    writeFileSync(join(pipeline.testDirectory, "999999", "checkout", "file"), "left");
    await pipeline.startWorker();
    await waitForStatus(pipeline, await land(pipeline), "passed");
    await vi.waitFor(() => expect(readdirSync(pipeline.testDirectory)).toEqual([]), inTime);
  });

  test("a worker that stops gives its tests back: errored, and queued as a new attempt for another", async () => {
    const pipeline = await createWithTests(
      '[ -e "$HOME/../../second" ] || { touch "$HOME/../../second"; sleep 1000; }',
    );
    const first = await pipeline.startWorker();
    const sha = await land(pipeline);
    await waitForStatus(pipeline, sha, "running");
    await vi.waitFor(() => expect(readdirSync(pipeline.testDirectory)).toContain("second"), inTime);
    await first.stop();
    await pipeline.startWorker();
    await waitForStatus(pipeline, sha, "passed", 2);
    expect((await findRuns(pipeline, sha))[0]).toMatchObject({
      status: "errored",
      reason: expect.stringMatching(/stopped/),
    });
  });

  test("nobody else can report their context", async () => {
    const pipeline = await createWithTests("exit 1");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    await waitForStatus(pipeline, sha, "failed");
    const echo = { projectId: pipeline.projectId, sha, context: builtInContext, status: "passed" as const };
    const rest = { attempt: 7, source: "github", url: null, startedAt: null, finishedAt: null };
    expect(await recordTestRun(pipeline.ctx, { ...echo, ...rest })).toMatchObject({ stored: false });
    expect(await findRuns(pipeline, sha)).toHaveLength(1);
  });

  test("queued runs are forgotten when the project no longer wants them, so that they hold nothing up", async () => {
    const pipeline = await createWithTests("true");
    const { projectId } = pipeline;
    await db.prisma.testRun.create({
      data: { projectId, sha: "a".repeat(40), context: builtInContext, attempt: 1, status: "queued", source: "Sauron" },
    });
    const { policy } = await db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
    const { script: _, ...tests } = (policy as Policy).tests;
    await db.prisma.project.update({ where: { id: projectId }, data: { policy: { ...(policy as Policy), tests } } });
    await pipeline.startWorker();
    await vi.waitFor(async () => expect(await findRuns(pipeline, "a".repeat(40))).toEqual([]), inTime);
  });
});
