import { describe, expect, test } from "vitest";
import { createLogger } from "@/lib/logger";
import type { JobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import type { ServiceContext } from "../context";
import { recordTestRun, type TestRunReport } from "./record-test-run";

const db = await createTestDatabase();
const project = await createTestProject(db, "web", { commits: 1 });
const enqueued: string[] = [];
const queue: JobQueue = {
  enqueue: async (name) => {
    enqueued.push(name);
  },
  close: async () => {},
};
const logger = createLogger({ process: "test", level: "silent" });
const ctx: ServiceContext = { db, queue, logger, actor: { kind: "api", name: "ci" } };

function report(changes: Partial<TestRunReport>): TestRunReport {
  const times = { startedAt: null, finishedAt: null };
  return {
    projectId: project.id,
    sha: testSha(1),
    context: "unit",
    attempt: 1,
    status: "passed",
    url: null,
    source: "ci",
    ...times,
    ...changes,
  };
}

async function stored(context: string) {
  return db.prisma.testRun.findMany({ where: { projectId: project.id, context }, orderBy: { attempt: "asc" } });
}

test("a result for a landed commit is stored and the automation looks", async () => {
  enqueued.length = 0;
  expect(await recordTestRun(ctx, report({ context: "a" }))).toEqual({ matched: true, stored: true, attempt: 1 });
  expect(enqueued).toEqual(["decide"]);
});

test("a result before its commit is kept and not matched", async () => {
  enqueued.length = 0;
  expect(await recordTestRun(ctx, report({ context: "b", sha: testSha(99) }))).toEqual({
    matched: false,
    stored: true,
    attempt: 1,
  });
  expect(await stored("b")).toHaveLength(1);
  expect(enqueued).toEqual([]);
});

test("queued, running, failed carry one attempt on; a late start does not reopen it", async () => {
  for (const status of ["queued", "running", "failed", "running", "queued"] as const) {
    await recordTestRun(ctx, report({ context: "c", status }));
  }
  expect(await stored("c")).toMatchObject([{ status: "failed", attempt: 1 }]);
});

test("a higher attempt is a new one and the old one stays", async () => {
  await recordTestRun(ctx, report({ context: "d", status: "failed" }));
  await recordTestRun(ctx, report({ context: "d", attempt: 2, status: "running" }));
  expect(await stored("d")).toMatchObject([{ status: "failed" }, { status: "running" }]);
});

test("what a later report leaves out stays, only web links are kept, U+0000 does not break it", async () => {
  const startedAt = new Date("2026-01-02T03:04:05Z");
  await recordTestRun(
    ctx,
    report({ context: "e\u0000", status: "running", startedAt, url: "https://ci.example.org/1" }),
  );
  await recordTestRun(ctx, report({ context: "e\u0000", status: "passed", url: "javascript:alert(1)" }));
  expect(await stored("e\ufffd")).toMatchObject([{ status: "passed", startedAt, url: "https://ci.example.org/1" }]);
});

test("a sender's clock in the future counts as now", async () => {
  await recordTestRun(ctx, report({ context: "f", finishedAt: new Date(Date.now() + 3_600_000) }));
  const [run] = await stored("f");
  expect(run?.finishedAt?.getTime()).toBeLessThan(Date.now() + 60_000);
});

test("twenty reports of one attempt at once leave one row", async () => {
  const statuses = ["queued", "running", "passed", "running"] as const;
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      recordTestRun(ctx, report({ context: "g", status: statuses[index % 4] ?? "queued" })),
    ),
  );
  expect(await stored("g")).toMatchObject([{ status: "passed" }]);
});

describe("a sender that counts no attempts", () => {
  const told = (changes: Partial<TestRunReport>) => recordTestRun(ctx, report({ attempt: null, ...changes }));

  test("has one attempt for each run it names, and a late start reopens none of them", async () => {
    await told({ context: "i", externalId: "run-1", status: "failed" });
    await told({ context: "i", externalId: "run-2", status: "running" });
    await told({ context: "i", externalId: "run-1", status: "running" });
    await told({ context: "i", externalId: "run-2", status: "passed" });
    expect(await stored("i")).toMatchObject([
      { attempt: 1, externalId: "run-1", status: "failed" },
      { attempt: 2, externalId: "run-2", status: "passed" },
    ]);
  });

  test("does not put an older run in the place of a newer one", async () => {
    await told({ context: "j", externalId: "run-9", status: "failed", startedAt: new Date(2_000_000) });
    const late = await told({ context: "j", externalId: "run-8", status: "passed", startedAt: new Date(1_000_000) });
    expect(late).toEqual({ matched: true, stored: false, attempt: null });
    expect(await stored("j")).toMatchObject([{ externalId: "run-9", status: "failed" }]);
  });

  test("keeps both verdicts of a run that is repeated under its old name, however often the first is told", async () => {
    const first = { context: "l", externalId: "run-1", status: "failed", finishedAt: new Date(1_000_000) } as const;
    await told(first);
    await told({ ...first, status: "passed", finishedAt: new Date(2_000_000) });
    await told(first);
    expect(await stored("l")).toMatchObject([
      { attempt: 1, status: "failed" },
      { attempt: 2, status: "passed" },
    ]);
  });

  test("gives ten runs that come at once ten attempts", async () => {
    const runs = Array.from({ length: 10 }, (_, index) => `run-${index}`);
    await Promise.all(runs.map((externalId) => told({ context: "k", externalId })));
    const attempts = await stored("k");
    expect(attempts.map((run) => run.attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(new Set(attempts.map((run) => run.externalId)).size).toBe(10);
  });
});

test("a queue that is away does not lose the result", async () => {
  const away: JobQueue = { ...queue, enqueue: () => Promise.reject(new Error("away")) };
  expect(await recordTestRun({ ...ctx, queue: away }, report({ context: "h" }))).toEqual({
    matched: true,
    stored: true,
    attempt: 1,
  });
});
