import { afterAll, describe, expect, test } from "vitest";
import { insertCommits } from "@/lib/db/commits";
import { createLogger } from "@/lib/logger";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { createJobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import type { ServiceContext } from "../context";
import { lockCommit } from "./lock-commit";
import { markCommit } from "./mark-commit";
import { noteReverts } from "./note-reverts";

const db = await createTestDatabase();
const queue = createJobQueue({ databaseUrl: db.url }, () => {});
afterAll(() => queue.close());
const logger = createLogger({ process: "test", level: "silent" });
const ctx: ServiceContext = { db, queue, logger, actor: { kind: "user", name: "ana" } };
const reason = "it breaks the feed";

async function createProject(slug: string) {
  const project = await createTestProject(db, slug, { commits: 3 });
  const mark = (sha: string, how: "bad" | "reverted" | "none", revertedBy?: string) =>
    markCommit(ctx, { projectId: project.id, sha, mark: how, revertedBy, reason });
  const queued = async (sha: string) => (await loadBacklog(db.prisma, project)).queue.find((each) => each.sha === sha);
  const events = async () =>
    (await db.prisma.projectEvent.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } })).map(
      ({ event, actorName, reason: why }) => [event, actorName, why],
    );
  return { project, mark, queued, events };
}

describe("marks", () => {
  test("bad, reverted by a commit of one's choice, and neither: the backlog sees each, and each is on record", async () => {
    const { mark, queued, events } = await createProject("marks");
    const [first, second] = [testSha(1), testSha(2)];
    await mark(first, "bad");
    expect(await queued(first)).toMatchObject({ bad: true, revertedBy: null });
    await mark(first, "reverted", second);
    expect(await queued(first)).toMatchObject({ bad: true, revertedBy: second });
    await mark(first, "none");
    expect(await queued(first)).toMatchObject({ bad: false, revertedBy: null });
    expect((await events()).slice(-3)).toEqual([
      ["commit-marked-bad", "ana", `${first}: ${reason}`],
      ["commit-marked-reverted", "ana", `${first} by ${second}: ${reason}`],
      ["commit-mark-removed", "ana", `${first}: ${reason}`],
    ]);
  });

  test("what a person named outlives what git says; without it git's word is back", async () => {
    const { project, mark, queued } = await createProject("named");
    const [first, second, revert] = [testSha(1), testSha(2), testSha(9)];
    await insertCommits(db.prisma, project.id, [
      {
        sha: revert,
        author: "Bo",
        authorEmail: "b@x",
        message: `Revert\n\nThis reverts commit ${first}.`,
        landedAt: null,
      },
    ]);
    await noteReverts(db.prisma, project.id);
    expect(await queued(first)).toMatchObject({ revertedBy: revert });
    await mark(first, "reverted", second);
    await noteReverts(db.prisma, project.id);
    expect(await queued(first)).toMatchObject({ bad: true, revertedBy: second });
    await mark(first, "none");
    expect(await queued(first)).toMatchObject({ bad: false, revertedBy: revert });
  });

  test("a revert that is earlier, unknown or not named, and a mark that is not there, are refused", async () => {
    const { mark } = await createProject("refused");
    await expect(mark(testSha(2), "reverted", testSha(1))).rejects.toThrow(/is not later than/);
    await expect(mark(testSha(2), "reverted", testSha(2))).rejects.toThrow(/is not later than/);
    await expect(mark(testSha(2), "reverted", testSha(8))).rejects.toThrow(/no commit .* on the trunk/);
    await expect(mark(testSha(2), "reverted")).rejects.toThrow(/Name the commit that undoes it/);
    await expect(mark(testSha(8), "bad")).rejects.toThrow(/no commit .* on the trunk/);
    await expect(mark(testSha(2), "none")).rejects.toThrow(/carries no mark/);
  });
});

test("a lock is seen by the backlog until a person takes it away; the first of two people counts", async () => {
  const { project, queued, events } = await createProject("locks");
  const lock = (locked: boolean) => lockCommit(ctx, { projectId: project.id, sha: testSha(2), locked, reason });
  const [one, other] = await Promise.allSettled([lock(true), lock(true)]);
  expect([one.status, other.status].sort()).toEqual(["fulfilled", "rejected"]);
  expect(await queued(testSha(2))).toMatchObject({ locked: true });
  await expect(lock(true)).rejects.toThrow(/locked already by ana/);
  await lock(false);
  expect(await queued(testSha(2))).toMatchObject({ locked: false });
  await expect(lock(false)).rejects.toThrow(/is not locked/);
  expect((await events()).slice(-2).map(([event]) => event)).toEqual(["commit-locked", "commit-unlocked"]);
});
