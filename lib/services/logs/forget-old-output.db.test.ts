import { expect, test } from "vitest";
import { appendLog, type LogId } from "@/lib/db/log";
import { openWindow } from "@/lib/db/shadow-windows";
import { readLogPage } from "@/lib/queries/read-log-page";
import { rehearseCanaries } from "@/lib/queries/rehearse-canaries";
import { createTestDatabase } from "@/lib/testing/database";
import { addJudgedCanary } from "@/lib/testing/judged-canary";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { forgetOldOutput } from "./forget-old-output";

const db = await createTestDatabase();
const project = await createTestProject(db, "web", { commits: 1 });
const ctx = { ...createWorkerContext(db), keepOutputDays: 90 };
const day = 24 * 3600 * 1000;
let attempts = 0;

async function write(log: LogId): Promise<LogId> {
  const line = (text: string) => [1_700_000_000_000, "out", text] as [number, "out", string];
  const host = log.kind === "rollout" ? "web-1" : null;
  await appendLog(db.prisma, { ...log, projectId: project.id }, [{ host, lines: [line("one"), line("two")] }]);
  await appendLog(db.prisma, { ...log, projectId: project.id }, [{ host, lines: [line("three")] }]);
  return log;
}

async function addRun(daysAgo: number | null): Promise<LogId> {
  attempts += 1;
  const finishedAt = daysAgo === null ? null : new Date(Date.now() - daysAgo * day);
  const of = { projectId: project.id, sha: testSha(1), context: "sauron/tests", source: "Sauron", attempt: attempts };
  const { id } = await db.prisma.testRun.create({ data: { ...of, status: "passed", finishedAt } });
  return write({ kind: "test-run", id });
}

const read = async (log: LogId) => readLogPage(db.prisma, { log, after: 0, limit: 100, host: null });

test("output older than it is kept is dropped, and one line says so; the rest stays", async () => {
  const [old, young, running] = [await addRun(91), await addRun(89), await addRun(null)];
  const { id } = await startTestRollout(db.prisma, project, { stages: [] });
  await db.prisma.rollout.update({ where: { id }, data: { endedAt: new Date(Date.now() - 91 * day) } });
  const rollout = await write({ kind: "rollout", id });
  await forgetOldOutput(ctx);
  for (const log of [old, rollout]) {
    expect(await read(log)).toMatchObject({
      total: 1,
      lines: [{ line: 1, host: null, stream: "sys", text: "The output was dropped 90 days after its end." }],
    });
  }
  for (const log of [young, running]) expect(await read(log)).toMatchObject({ total: 3 });
  const before = await read(old);
  await forgetOldOutput(ctx);
  expect((await read(old)).lines).toEqual(before.lines);
});

test("what was read for a canary is kept as long, and then it can no longer be judged anew; its verdict stays", async () => {
  const web = await createTestProject(db, "watched", { hosts: 1, commits: 1 });
  const good = { codes: { 200: 1000 }, verdict: "pass", state: "succeeded" } as const;
  const old = await addJudgedCanary(db.prisma, web, good);
  const young = await addJudgedCanary(db.prisma, web, good);
  for (const [{ rollout }, daysAgo] of [[old, 91] as const, [young, 89] as const]) {
    const endedAt = new Date(Date.now() - daysAgo * day);
    await db.prisma.rollout.update({ where: { id: rollout.id }, data: { endedAt } });
  }
  await forgetOldOutput(ctx);
  const kept = { where: { stageId: { in: [old.stageId, young.stageId] } }, select: { stageId: true } };
  expect(await db.prisma.canarySample.findMany(kept)).toEqual([{ stageId: young.stageId }]);
  expect(await db.prisma.stage.findUnique({ where: { id: old.stageId } })).toMatchObject({
    verdict: { verdict: "pass" },
  });
  const { canaries } = await rehearseCanaries(db.prisma, web as never, { limits: {}, last: 100 });
  expect(canaries).toMatchObject([{ rollout: young.rollout.number, now: "pass" }]);
});

test("windows in which a host posed as canary are kept as long", async () => {
  const { id } = await createTestProject(db, "posing", { hosts: 1, commits: 1 });
  const host = { hostId: 1, hostName: "web-1", revision: testSha(1) };
  for (const number of [0, 1]) {
    await openWindow(db.prisma, {
      ...{ projectId: id, number, ...host, policyRevision: 1, limits: {}, baseline: null, seconds: 60 },
    });
  }
  const startedAt = new Date(Date.now() - 91 * day);
  await db.prisma.shadowWindow.updateMany({ where: { projectId: id, number: 0 }, data: { startedAt } });
  await forgetOldOutput(ctx);
  const kept = await db.prisma.shadowWindow.findMany({ where: { projectId: id }, select: { number: true } });
  expect(kept).toEqual([{ number: 1 }]);
});
