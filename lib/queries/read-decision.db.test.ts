import { expect, test } from "vitest";
import { recordFetch } from "@/lib/db/projects";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { readDecision } from "./read-decision";

const db = await createTestDatabase();

test("while the repository cannot be read, nobody says that no commit waits", async () => {
  const project = await createTestProject(db, "blind");
  expect((await readDecision(db.prisma, project)).decision.sentence).toBe("Nothing to do: no commit waits");
  await recordFetch(db.prisma, project.id, { ok: false, reason: "The repository refused the connection." });
  const blind = await db.prisma.project.findUniqueOrThrow({ where: { id: project.id } });
  const { decision } = await readDecision(db.prisma, { ...project, fetchError: blind.fetchError });
  expect(decision.sentence).toMatch(/^Not known: the repository cannot be read/);
});

test("a project whose tests nobody has ever told of says so, until somebody does", async () => {
  const project = await createTestProject(db, "untested", { commits: 1 });
  const sentence = async () => (await readDecision(db.prisma, project)).decision.sentence;
  expect(await sentence()).toMatch(/^Waiting for tests that nobody reports: connect a CI/);
  const run = { projectId: project.id, sha: testSha(9), context: "unit", attempt: 1, status: "passed", source: "ci" };
  await db.prisma.testRun.create({ data: run });
  expect(await sentence()).toMatch(/^Waiting for the tests of/);
});
