import { expect, test, vi } from "vitest";
import { findProject, lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { inTime } from "@/lib/testing/in-time";
import { testSha } from "@/lib/testing/project";

const db = await createTestDatabase({ poolSize: 6 });

test("a rollout does not end between two reads of the automation: it would see the end without the halt", async () => {
  const story = await createFleetStory(db, { hosts: 2, commits: 2 });
  const { id } = await story.begin(testSha(1));
  await story.settle(id, { "web-1": "failed", "web-2": "succeeded" });
  await db.prisma.rollout.update({ where: { id }, data: { state: "failing", failureReason: "too many failed" } });
  let ended: Promise<void> = Promise.resolve();
  await inTransaction(db.prisma, async (tx) => {
    await lockDecision(tx, story.project.id);
    expect((await findProject(tx, story.project.id))?.haltedAt).toBeNull();
    ended = story.advance(id);
    await vi.waitFor(async () => expect(await isSomebodyWaiting(story.project.id)).toBe(true), inTime);
    expect((await story.read(id)).state).toBe("failing");
  });
  await ended;
  expect((await story.read(id)).state).toBe("failed");
  expect((await story.readProject()).haltedAt).not.toBeNull();
});

/** Whether a transaction waits for the decision lock of this project. */
async function isSomebodyWaiting(projectId: number): Promise<boolean> {
  const rows = await db.prisma.$queryRaw<object[]>`
    SELECT 1 AS found FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND classid = 3 AND objid = ${projectId}::int::oid
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  return rows.length > 0;
}
