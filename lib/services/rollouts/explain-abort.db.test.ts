import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import { abortRollout } from "./abort-rollout";
import { explainAbort } from "./explain-abort";

const db = await createTestDatabase();
const story = await createFleetStory(db, { hosts: 2, commits: 2 });

test("why a rollout was aborted is said afterwards, also when it has ended, and stays with it", async () => {
  const { id: rolloutId, number } = await story.begin(testSha(2));
  const say = (reason: string) => explainAbort(story.ctx, { rolloutId, reason });
  await expect(say("Checkout is slow")).rejects.toThrow(`Nobody has aborted rollout #${number}.`);
  await abortRollout(story.ctx, { rolloutId });
  await say("Checkout is slow");
  await story.advance(rolloutId);
  expect((await story.read(rolloutId)).state).toBe("aborted");
  await say("It was the cache");
  const events = await db.prisma.rolloutEvent.findMany({
    where: { rolloutId, event: "abortExplained" },
    orderBy: { id: "asc" },
  });
  expect(events.map(({ reason, actorName }) => [actorName, reason])).toEqual([
    [story.ctx.actor.name, "Checkout is slow"],
    [story.ctx.actor.name, "It was the cache"],
  ]);
});
