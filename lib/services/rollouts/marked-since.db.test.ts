import { afterAll, expect, test } from "vitest";
import { createLogger } from "@/lib/logger";
import { createJobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { lockCommit } from "../commits/lock-commit";
import { markCommit } from "../commits/mark-commit";
import type { ServiceContext } from "../context";
import { advanceRollout } from "./advance-rollout";

const db = await createTestDatabase();
const queue = createJobQueue({ databaseUrl: db.url }, () => {});
afterAll(() => queue.close());
const logger = createLogger({ process: "test", level: "silent" });
const ctx: ServiceContext = { db, queue, logger, actor: { kind: "user", name: "ana" } };
const reason = "it loses orders";

/** A rollout of the second and third commit that was accepted and has not begun. */
async function accept(slug: string) {
  const project = await createTestProject(db, slug, { commits: 4 });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, select: { id: true } });
  const range = { fromRevision: testSha(1), toRevision: testSha(3), commitCount: 2 };
  const stages = [{ name: "fleet", hostIds: hosts.map((host) => host.id) }];
  const { id } = await startTestRollout(db.prisma, project, { ...range, stages });
  const look = async () => {
    await advanceRollout(ctx, id);
    return db.prisma.rollout.findUniqueOrThrow({ where: { id } });
  };
  return { project, look };
}

test("a commit that is locked before the rollout begins is not deployed by it", async () => {
  const { project, look } = await accept("locked");
  await lockCommit(ctx, { projectId: project.id, sha: testSha(2), locked: true, reason });
  expect(await look()).toMatchObject({
    state: "discarded",
    failureReason: `It expired: ${testSha(2).slice(0, 7)} was locked by ana after it was accepted.`,
  });
  const { haltedAt } = await db.prisma.project.findUniqueOrThrow({ where: { id: project.id } });
  expect(haltedAt).toBeNull();
});

test("nor is one that is marked bad", async () => {
  const { project, look } = await accept("bad");
  await markCommit(ctx, { projectId: project.id, sha: testSha(3), mark: "bad", reason });
  expect(await look()).toMatchObject({
    state: "discarded",
    failureReason: expect.stringContaining("was marked bad by ana"),
  });
});

test("a mark outside of its range, or one that was taken away again, lets it begin", async () => {
  const { project, look } = await accept("outside");
  for (const position of [1, 4])
    await lockCommit(ctx, { projectId: project.id, sha: testSha(position), locked: true, reason });
  await lockCommit(ctx, { projectId: project.id, sha: testSha(2), locked: true, reason });
  await lockCommit(ctx, { projectId: project.id, sha: testSha(2), locked: false, reason });
  expect(await look()).toMatchObject({ state: "deploying" });
});
