import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { readUsualDurations } from "./test-durations";

const db = await createTestDatabase();

test("the usual duration of each context is that of its finished runs", async () => {
  const project = await createTestProject(db, "web");
  const add = (attempt: number, context: string, status: string, seconds: number | null) => {
    const startedAt = new Date(Date.now() - 3_600_000);
    const finishedAt = seconds === null ? null : new Date(startedAt.getTime() + seconds * 1000);
    const run = { projectId: project.id, sha: testSha(1), context, attempt, status, source: "ci" };
    return db.prisma.testRun.create({ data: { ...run, startedAt, finishedAt } });
  };
  await add(1, "unit", "passed", 50);
  await add(2, "unit", "failed", 60);
  await add(3, "unit", "passed", 70);
  await add(4, "unit", "cancelled", 1);
  await add(5, "unit", "running", null);
  await add(1, "lint", "passed", 5);
  await add(1, "new", "running", null);
  expect(await readUsualDurations(db.prisma, project.id)).toEqual(
    new Map([
      ["unit", 60],
      ["lint", 5],
    ]),
  );
});
