import { expect, test } from "vitest";
import { projectFileSchema } from "@/lib/contracts/project-file";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { readCommit } from "./read-commit";
import { readNowView } from "./read-now-view";

const db = await createTestDatabase();

/** Results of a context on the trunk, oldest first. */
async function createTrunk(slug: string, results: Record<string, string[]>, required: string[] = []) {
  const tests = { ...projectFileSchema.shape.tests.parse({}), required };
  const commits = Math.max(...Object.values(results).map((statuses) => statuses.length));
  const project = await createTestProject(db, slug, { commits, policy: { tests } });
  for (const [context, statuses] of Object.entries(results)) {
    for (const [index, status] of statuses.entries()) {
      const run = { projectId: project.id, sha: testSha(index + 1), context, attempt: 1, status, source: "ci" };
      await db.prisma.testRun.create({ data: { ...run, finishedAt: new Date(1_700_000_000_000 + index * 1000) } });
    }
  }
  return project;
}

test("a red trunk names its culprit, since when, and how many wait; later reds say whom they wait for", async () => {
  const project = await createTrunk("red", { unit: ["passed", "failed", "pending", "failed", "failed"] });
  const now = await readNowView(db.prisma, project);
  const since = new Date(1_700_000_001_000).toISOString();
  expect(now.redTrunk).toEqual([
    { context: "unit", culprit: testSha(2), since, held: 2, flakiness: { flaky: 0, judged: 4 } },
  ]);
  const holders = await Promise.all(
    [2, 3, 4, 5].map(async (number) => (await readCommit(db.prisma, project, testSha(number))).testRuns[0]?.heldBy),
  );
  expect(holders).toEqual([null, null, testSha(2), testSha(2)]);
  const reasons = now.queue.map((commit) => commit.reason.text);
  expect(reasons[1]).not.toContain("already red");
  expect(reasons[4]).toContain(`already red since ${testSha(2).slice(0, 7)}`);
});

test("a trunk that a later commit mended is not red", async () => {
  const project = await createTrunk("mended", { unit: ["failed", "failed", "passed"] });
  expect((await readNowView(db.prisma, project)).redTrunk).toEqual([]);
});

test("a red context that later commits were not told of and passed without is no longer red", async () => {
  const project = await createTrunk("quiet", { old: ["failed"], unit: ["passed", "passed"] });
  expect((await readNowView(db.prisma, project)).redTrunk).toEqual([]);
});

test("a context nobody requires makes no trunk red", async () => {
  const project = await createTrunk("optional", { unit: ["passed"], lint: ["failed"] }, ["unit"]);
  expect((await readNowView(db.prisma, project)).redTrunk).toEqual([]);
});

test("since when a waiting commit is red is told of the contexts that count alone", async () => {
  const project = await createTrunk(
    "counted",
    { unit: ["passed", "failed", "failed", "cancelled"], lint: ["failed", "passed", "failed", "failed"] },
    ["unit"],
  );
  const reasons = (await readNowView(db.prisma, project)).queue.map((commit) => commit.reason.text);
  expect(reasons[2]).toContain(`already red since ${testSha(2).slice(0, 7)}`);
  expect(reasons[3]).toMatch(/^Tests cancelled, can only ride along/);
});
