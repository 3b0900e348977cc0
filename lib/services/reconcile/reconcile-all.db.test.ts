import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testProjectFile } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { reconcileAll } from "./reconcile-all";

const db = await createTestDatabase();

test("without any sender a repository is looked at as often as its project file says", async () => {
  const usual = { url: "https://git.example.org/web.git", trunk: "main" };
  const often = await createTestProject(db, "often", { policy: { repository: { ...usual, poll: 60 } } });
  const rarely = await createTestProject(db, "rarely", { policy: { repository: { ...usual, poll: 3600 } } });
  const ctx = createWorkerContext(db);
  const listFetched = async () => {
    await reconcileAll(ctx);
    const asked = ctx.asked.splice(0).filter(({ name }) => name === "fetch-trunk");
    return asked.map(({ payload }) => (payload as { projectId: number }).projectId).sort();
  };
  expect(await listFetched()).toEqual([often.id, rarely.id].sort());
  expect(await listFetched()).toEqual([]);
  await db.prisma.$executeRaw`UPDATE "Project" SET "fetchTriedAt" = "fetchTriedAt" - interval '61 seconds'`;
  expect(await listFetched()).toEqual([often.id]);
});

test("a host is asked to pose as canary only where the project file says so", async () => {
  const { canary } = testProjectFile("posing").policy;
  const posing = await createTestProject(db, "posing", { policy: { canary: { ...canary, shadow: true } } });
  await createTestProject(db, "plain");
  const ctx = createWorkerContext(db);
  await reconcileAll(ctx);
  const asked = ctx.asked.filter(({ name }) => name === "look-at-shadow");
  expect(asked.map(({ payload }) => payload)).toEqual([{ projectId: posing.id }]);
});
