import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { SourceKind } from "@/lib/contracts/intake-views";
import { type Policy, projectFileSchema } from "@/lib/contracts/project-file";
import { giveUpLostTests } from "@/lib/db/built-in-tests";
import { findProject } from "@/lib/db/projects";
import { builtInContext, builtInSource, mostLostAttempts } from "@/lib/domain/test-run/built-in-runner";
import { readCommit } from "@/lib/queries/read-commit";
import { createTestDatabase } from "@/lib/testing/database";
import { type FakeSenderHost, startFakeSenderHost } from "@/lib/testing/fake-sender-host";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, publicUrl, quickPolicy } from "@/lib/testing/pipeline";
import { requestFetch } from "../projects/request-fetch";
import { killTest } from "./kill-test";
import { recordTestRun } from "./record-test-run";
import { rerunTest } from "./rerun-test";

const db = await createTestDatabase({ poolSize: 10 });
const host: FakeSenderHost = await startFakeSenderHost();
afterAll(() => host.close());
beforeEach(() => void host.requests.splice(0));

const token = "very-secret-token";
let sources = 0;

const tests = (changes: Partial<Policy["tests"]>) => ({ ...projectFileSchema.shape.tests.parse({}), ...changes });

async function addSource({ projectId }: Pipeline, kind: SourceKind, url = host.url) {
  sources += 1;
  return db.prisma.source.create({
    data: {
      projectId,
      key: `key-${sources}`,
      name: `${kind}-${sources}`,
      kind,
      api: { url, repository: `shop/web-${sources}`, token },
      createdBy: "ana",
    },
  });
}

async function land(pipeline: Pipeline): Promise<string> {
  const sha = pipeline.mirror.land("A change");
  await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
  return sha;
}

async function report(
  pipeline: Pipeline,
  run: { sha: string; sourceId: number; status: "running" | "failed" | "passed"; attempt?: number },
) {
  const { projectId, ctx } = pipeline;
  const times = { startedAt: null, finishedAt: null };
  await recordTestRun(ctx, { projectId, context: "unit", attempt: 1, url: null, source: "ci", ...times, ...run });
}

/** Lets what is known of a run be so old that nobody expects it to be under way. */
async function age(sha: string): Promise<void> {
  await db.prisma.$executeRaw`
    UPDATE "TestRun" SET "createdAt" = "createdAt" - interval '1 hour' WHERE sha = ${sha} AND status = 'running'`;
}

const findRuns = ({ projectId }: Pipeline, sha: string) =>
  db.prisma.testRun.findMany({ where: { projectId, sha }, orderBy: { attempt: "asc" } });

/** Where the sender's repository is asked: every source has one of its own. */
const at = ({ api }: { api: unknown }) => `/repos/${(api as { repository: string }).repository}`;

/** Only its own: workers go on with what other tests have left, such as a status that nobody took. */
const requestsTo = ({ api }: { api: unknown }, method = "") => {
  const own = `/${(api as { repository: string }).repository}/`;
  return host.requests.filter((request) => {
    return decodeURIComponent(request.path).includes(own) && request.method.startsWith(method);
  });
};

async function viewOf({ projectId }: Pipeline, sha: string) {
  const project = await findProject(db.prisma, projectId);
  return readCommit(db.prisma, project!, sha);
}

describe("results of Sauron's own tests are told to the git host", () => {
  test("as running and then as they ended, with a link; what it refuses is tried again", async () => {
    const pipeline = await createPipeline(db, {
      policy: quickPolicy({ tests: tests({ run: ["false"], rerun: false }) }),
    });
    const source = await addSource(pipeline, "github");
    await addSource(pipeline, "generic");
    let refusals = 1;
    const told: unknown[] = [];
    await pipeline.startWorker();
    const sha = pipeline.mirror.land("Bad");
    host.answer(`POST ${at(source)}/statuses/${sha}`, ({ body }) => {
      if (refusals-- > 0) return { status: 503 };
      told.push(body);
      return { status: 201 };
    });
    await requestFetch(pipeline.ctx, { projectId: pipeline.projectId });
    await vi.waitFor(async () => {
      const refused = await db.prisma.statusReport.findFirst({
        where: { source: { projectId: pipeline.projectId }, error: { not: null } },
      });
      // The next try comes by itself in a quarter of a minute; nobody waits for it here.
      if (refused) await db.prisma.statusReport.update({ where: { id: refused.id }, data: { nextTryAt: new Date() } });
      expect(told.at(-1)).toMatchObject({ state: "failure", context: "sauron/tests", description: "Exit code 1." });
      expect(told.at(-1)).toMatchObject({ target_url: expect.stringContaining(`${publicUrl}/p/`) });
    }, inTime);
    await vi.waitFor(async () => {
      const reports = await db.prisma.statusReport.findMany({
        where: { sha, source: { projectId: pipeline.projectId } },
      });
      expect(reports).toMatchObject([{ state: "failure", error: null }]);
      expect(reports[0]?.sentAt).not.toBeNull();
    }, inTime);
  });

  test("a git host that cannot be reached holds nothing up, and is given up after a day with its error kept", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ tests: tests({ run: ["true"] }) }) });
    await addSource(pipeline, "gitea", "http://127.0.0.1:9");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    await vi.waitFor(async () => {
      const rollout = await db.prisma.rollout.findFirst({ where: { toRevision: sha, projectId: pipeline.projectId } });
      expect(rollout?.state).toBe("succeeded");
      const [row] = await db.prisma.statusReport.findMany({
        where: { sha, state: "success", source: { projectId: pipeline.projectId } },
      });
      expect(row).toMatchObject({ sentAt: null, error: expect.stringMatching(/cannot be reached/) });
    }, inTime);
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await db.prisma.statusReport.updateMany({
      where: { sha, source: { projectId: pipeline.projectId } },
      data: { createdAt: yesterday, nextTryAt: yesterday },
    });
    const { tries } = await db.prisma.statusReport.findFirstOrThrow({
      where: { sha, source: { projectId: pipeline.projectId } },
    });
    const later = await land(pipeline);
    await vi.waitFor(
      async () =>
        expect(
          await db.prisma.statusReport.count({
            where: { sha: later, tries: { gt: 0 }, source: { projectId: pipeline.projectId } },
          }),
        ).toBe(1),
      inTime,
    );
    expect(
      await db.prisma.statusReport.findFirstOrThrow({ where: { sha, source: { projectId: pipeline.projectId } } }),
    ).toMatchObject({
      tries,
      error: expect.stringMatching(/cannot be reached/),
    });
  });
});

describe("a git host that was told that tests are running hears of an end without a result", () => {
  async function tellRunning(run: { status: string; attempt: number; workerId?: string }) {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ tests: tests({ run: ["true"] }) }) });
    const { id: sourceId } = await addSource(pipeline, "github");
    // Workers of other tests send what is due; nobody is to be told here.
    onTestFinished(async () => {
      await db.prisma.source.update({ where: { id: sourceId }, data: { enabled: false } });
    });
    const sha = pipeline.mirror.land("Lost");
    const { id } = await db.prisma.testRun.create({
      data: { projectId: pipeline.projectId, sha, context: builtInContext, source: builtInSource, ...run },
    });
    const told = { sourceId, sha, context: builtInContext, state: "pending", description: "Tests are running." };
    await db.prisma.statusReport.create({ data: { ...told, sentAt: new Date() } });
    return { pipeline, id, findReport: () => db.prisma.statusReport.findFirst({ where: { sourceId } }) };
  }

  test.each([
    ["at the last attempt", mostLostAttempts, "error"],
    ["at an earlier one, which is tried again", 1, "pending"],
  ])("their worker was lost %s", async (_when, attempt, state) => {
    const workerId = `lost-${attempt}`;
    await db.prisma.workerProcess.create({
      data: {
        id: workerId,
        hostname: "here",
        pid: 1,
        beatAt: new Date(),
        startedAt: new Date(),
        stoppedAt: new Date(),
      },
    });
    const { findReport } = await tellRunning({ status: "running", attempt, workerId });
    await giveUpLostTests(db.prisma, { workerId: "another", seconds: 15 });
    expect(await findReport()).toMatchObject(
      state === "error" ? { state, sentAt: null, description: expect.stringMatching(/was lost/) } : { state },
    );
  });

  test("a person ended the next attempt before it began", async () => {
    const { pipeline, id, findReport } = await tellRunning({ status: "queued", attempt: 2 });
    await killTest(pipeline.ctx, { id, projectId: pipeline.projectId });
    expect(await findReport()).toMatchObject({
      state: "error",
      sentAt: null,
      description: expect.stringMatching(/ana/),
    });
  });
});

describe("a sender that fell silent", () => {
  test("is asked, and its answer counts as its report", async () => {
    const pipeline = await createPipeline(db);
    const source = await addSource(pipeline, "github");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    await report(pipeline, { sha, sourceId: source.id, status: "running" });
    const check = { id: 7, name: "unit", status: "completed", conclusion: "success" };
    host.answer(`GET ${at(source)}/commits/${sha}/check-runs`, { body: { check_runs: [check] } });
    await age(sha);
    await vi.waitFor(
      async () => expect(await findRuns(pipeline, sha)).toMatchObject([{ status: "passed", attempt: 1 }]),
      inTime,
    );
    expect(host.requests.filter((request) => request.path.includes(sha))).toHaveLength(1);
  });

  test("because its run waits for a person there says so", async () => {
    const pipeline = await createPipeline(db);
    const source = await addSource(pipeline, "github");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    await report(pipeline, { sha, sourceId: source.id, status: "running" });
    const check = { id: 7, name: "unit", status: "completed", conclusion: "action_required" };
    host.answer(`GET ${at(source)}/commits/${sha}/check-runs`, { body: { check_runs: [check] } });
    await age(sha);
    await vi.waitFor(async () => {
      const { testRuns } = await viewOf(pipeline, sha);
      expect(testRuns).toMatchObject([{ silent: true, reason: expect.stringMatching(/says that it is pending/) }]);
    }, inTime);
  });

  test("is shown as silent, never green, and asked at most every five minutes", async () => {
    const pipeline = await createPipeline(db);
    const source = await addSource(pipeline, "gitlab");
    const sha = await land(pipeline);
    await report(pipeline, { sha, sourceId: source.id, status: "running" });
    await pipeline.startWorker();
    await vi.waitFor(
      async () => expect(await db.prisma.commit.count({ where: { sha, projectId: pipeline.projectId } })).toBe(1),
      inTime,
    );
    expect((await viewOf(pipeline, sha)).testRuns).toMatchObject([{ silent: false }]);
    await age(sha);
    await vi.waitFor(async () => {
      const { testRuns, testStatus } = await viewOf(pipeline, sha);
      expect(testStatus).toBe("running");
      expect(testRuns).toMatchObject([{ silent: true, reason: expect.stringMatching(/knows of no such run/) }]);
    }, inTime);
    const asked = requestsTo(source).length;
    expect(asked).toBeGreaterThan(0);
    const other = await land(pipeline);
    await vi.waitFor(
      async () =>
        expect(await db.prisma.commit.count({ where: { sha: other, projectId: pipeline.projectId } })).toBe(1),
      inTime,
    );
    expect(requestsTo(source)).toHaveLength(asked);
  });
});

describe("the first failure of a context", () => {
  const failed = async (rerun: boolean) => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ tests: tests({ rerun }) }) });
    const source = await addSource(pipeline, "github");
    await pipeline.startWorker();
    const sha = await land(pipeline);
    host.answer(`GET ${at(source)}/actions/runs`, { body: { workflow_runs: [{ id: 9, name: "unit" }] } });
    host.answer(`POST ${at(source)}/actions/runs/9/rerun-failed-jobs`, { status: 201 });
    await report(pipeline, { sha, sourceId: source.id, status: "failed" });
    return { pipeline, sha, source };
  };

  test("is repeated once at its sender; meanwhile the commit counts as running; passed then, it was flaky", async () => {
    const { pipeline, sha, source } = await failed(true);
    await vi.waitFor(async () => {
      const { testStatus, testRuns } = await viewOf(pipeline, sha);
      expect(testStatus).toBe("running");
      expect(testRuns).toMatchObject([{ status: "running", reason: expect.stringMatching(/asked for once more/) }]);
    }, inTime);
    await report(pipeline, { sha, sourceId: source.id, status: "passed", attempt: 2 });
    const view = await viewOf(pipeline, sha);
    expect(view.testStatus).toBe("passed");
    expect(view.testRuns).toMatchObject([{ attempt: 2, status: "passed", flaky: true }]);
    expect(requestsTo(source, "POST")).toHaveLength(1);
  });

  test("counts at once where the project file wants no repetition", async () => {
    const { pipeline, sha, source } = await failed(false);
    const other = await land(pipeline);
    await vi.waitFor(
      async () =>
        expect(await db.prisma.commit.count({ where: { sha: other, projectId: pipeline.projectId } })).toBe(1),
      inTime,
    );
    expect((await viewOf(pipeline, sha)).testStatus).toBe("failed");
    expect(requestsTo(source, "POST")).toEqual([]);
  });

  test("of Sauron's own tests is repeated as attempt 2, and a second failure counts", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ tests: tests({ run: ["false"] }) }) });
    await pipeline.startWorker();
    const sha = await land(pipeline);
    await vi.waitFor(async () => {
      expect(await findRuns(pipeline, sha)).toMatchObject([
        { status: "failed" },
        { status: "failed", attempt: 2, rerunAt: null },
      ]);
    }, inTime);
    const { testStatus, testRuns, attempts } = await viewOf(pipeline, sha);
    expect([testStatus, testRuns[0]?.attempt]).toEqual(["failed", 2]);
    expect(attempts).toMatchObject([{ attempt: 1 }, { attempt: 2 }]);
    // A person may have as many as wanted.
    const project = await findProject(db.prisma, pipeline.projectId);
    const [, second] = await findRuns(pipeline, sha);
    expect(await rerunTest(pipeline.ctx, { project: project!, run: second! })).toEqual({ attempt: 3 });
    await vi.waitFor(
      async () => expect((await findRuns(pipeline, sha)).at(-1)).toMatchObject({ attempt: 3, status: "failed" }),
      inTime,
    );
  });
});
