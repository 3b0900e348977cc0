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
    { live: 4, total: 4 },
    { live: 3, total: 4 },
    { live: 3, total: 4 },
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
  const { attempts, testRuns, message, authorEmail, orphaned } = await read(project, 1);
  expect(attempts).toMatchObject([
    { attempt: 1, status: "failed", url: "https://ci.example.org/1" },
    { attempt: 2, status: "passed", url: "https://ci.example.org/2" },
  ]);
  expect(testRuns).toMatchObject([{ attempt: 2, flaky: true }]);
  expect({ message, authorEmail, orphaned }).toEqual({
    message: "Change 1\n\nBecause.",
    authorEmail: "bo@example.org",
    orphaned: false,
  });
});
