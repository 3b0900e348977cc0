import { expect, test } from "vitest";
import { commitDetailSchema } from "@/lib/contracts/api";
import type { ProjectRow } from "@/lib/db/projects";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { readCommit } from "./read-commit";

const db = await createTestDatabase();

/** A rollout to a commit that is done, with so many of its hosts on the commit. */
async function rollOut(project: ProjectRow, number: number, { from, hosts }: { from: string | null; hosts: number }) {
  const rollout = await startTestRollout(db.prisma, project, {
    stages: [],
    fromRevision: from,
    toRevision: testSha(number),
  });
  const endedAt = new Date();
  await db.prisma.rollout.update({
    where: { id: rollout.id },
    data: { state: "succeeded", startedAt: endedAt, endedAt },
  });
  const some = await db.prisma.host.findMany({ where: { projectId: project.id }, take: hosts, orderBy: { id: "asc" } });
  await db.prisma.host.updateMany({
    where: { id: { in: some.map((host) => host.id) } },
    data: { currentRevision: testSha(number) },
  });
}

const read = async (project: ProjectRow, number: number) =>
  commitDetailSchema.parse(await readCommit(db.prisma, project, testSha(number)));

const statesOf = ({ journey }: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(journey.map(({ step, state }) => [step, state]));

test("hosts with a later commit count as having the commit, those with an older one do not", async () => {
  const project = await createTestProject(db, "hosts", { commits: 3, hosts: 4 });
  await rollOut(project, 1, { from: null, hosts: 4 });
  await rollOut(project, 3, { from: testSha(1), hosts: 3 });
  const hosts = await Promise.all([1, 2, 3].map(async (number) => (await read(project, number)).hosts));
  expect(hosts).toEqual([
    { live: 4, total: 4, setAside: 0 },
    { live: 3, total: 4, setAside: 0 },
    { live: 3, total: 4, setAside: 0 },
  ]);
});

test("the way of a live commit, of one taken back, and of one that waits", async () => {
  const project = await createTestProject(db, "journey", { commits: 4, hosts: 2 });
  const run = { projectId: project.id, sha: testSha(4), context: "unit", attempt: 1, source: "ci" };
  await db.prisma.testRun.create({ data: { ...run, status: "failed" } });
  await rollOut(project, 1, { from: null, hosts: 2 });
  expect(statesOf(await read(project, 1))).toMatchObject({
    waiting: "done",
    rollout: "done",
    hosts: "done",
    live: "done",
  });
  await rollOut(project, 2, { from: testSha(1), hosts: 2 });
  await rollOut(project, 1, { from: testSha(2), hosts: 2 });
  const back = await read(project, 2);
  expect(statesOf(back)).toMatchObject({ hosts: "ahead", live: "stopped" });
  expect(back.journey.find((step) => step.step === "live")?.text).toBe("Was live with #2, taken back by #3");
  const failed = await read(project, 4);
  expect(statesOf(failed)).toMatchObject({ tested: "stopped", waiting: "now", live: "ahead" });
  expect(failed.journey.find((step) => step.step === "tested")?.text).toBe("Failed: unit");
});

test("every attempt is told, oldest first", async () => {
  const project = await createTestProject(db, "attempts", { commits: 1 });
  const run = { projectId: project.id, sha: testSha(1), context: "unit", source: "ci" };
  await db.prisma.testRun.create({ data: { ...run, attempt: 2, status: "passed", url: "https://ci.example.org/2" } });
  await db.prisma.testRun.create({ data: { ...run, attempt: 1, status: "failed", url: "https://ci.example.org/1" } });
  const { attempts, testRuns, flakiness, message, authorEmail, orphaned } = await read(project, 1);
  expect(attempts).toMatchObject([
    { attempt: 1, status: "failed", url: "https://ci.example.org/1" },
    { attempt: 2, status: "passed", url: "https://ci.example.org/2" },
  ]);
  expect(testRuns).toMatchObject([{ attempt: 2, flaky: true }]);
  expect(flakiness).toEqual([{ context: "unit", flaky: 1, judged: 1 }]);
  expect({ message, authorEmail, orphaned }).toEqual({
    message: "Change 1\n\nBecause.",
    authorEmail: "bo@example.org",
    orphaned: false,
  });
});

test("a commit tells how often its tests contradicted themselves on the newest commits", async () => {
  const project = await createTestProject(db, "flaky", { commits: 4 });
  const report = (number: number, context: string, ...statuses: string[]) =>
    db.prisma.testRun.createMany({
      data: statuses.map((status, index) => ({
        ...{ projectId: project.id, sha: testSha(number), context, attempt: index + 1, status, source: "ci" },
      })),
    });
  await report(1, "unit", "failed", "passed");
  await report(2, "unit", "failed");
  await report(3, "unit", "passed");
  await report(3, "lint", "passed");
  await report(4, "unit", "running");
  const flakiness = [{ context: "unit", flaky: 1, judged: 3 }];
  expect((await read(project, 3)).flakiness).toEqual(flakiness);
  expect((await read(project, 4)).flakiness).toEqual(flakiness);
});

test("what controls, hides or reorders text in a commit is shown as symbols", async () => {
  const project = await createTestProject(db, "hostile", { commits: 1 });
  const message = "Fix \u001b[31mred\u001b]0;x\u0007 \u202eevil\n\r\nSee\u200b <b>this</b>\ttoo";
  await db.prisma.commit.updateMany({ where: { projectId: project.id }, data: { message, author: "A\u2066na\u0085" } });
  const { title, author, message: whole, journey } = await read(project, 1);
  expect({ title, author, whole }).toEqual({
    title: "Fix ␛[31mred␛]0;x␇ \ufffdevil",
    author: "A\ufffdna\ufffd",
    whole: "Fix ␛[31mred␛]0;x␇ \ufffdevil\n\nSee\ufffd <b>this</b>\ttoo",
  });
  expect(JSON.stringify(journey)).not.toContain("\u2066");
});
