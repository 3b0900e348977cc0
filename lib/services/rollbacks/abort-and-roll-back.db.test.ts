import { beforeEach, describe, expect, test } from "vitest";
import type { RolloutRow } from "@/lib/db/rollouts";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import { reconcileAll } from "../reconcile/reconcile-all";
import { abortRollout } from "../rollouts/abort-rollout";
import { beginWishedRollback } from "./begin-wished-rollback";
import { startRollback } from "./start-rollback";

const db = await createTestDatabase();
let story: FleetStory;
let running: RolloutRow;

/** #1 is good on all hosts; #2 is under way, has reached web-1 and is in the middle of web-2. */
beforeEach(async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 3 });
  await story.rollOut(testSha(1));
  running = await story.begin(testSha(3));
  await story.advance(running.id);
  await story.settle(running.id, { "web-1": "succeeded", "web-2": "running" });
  await story.setRevision("web-1", testSha(3));
});

const abort = (thenRollBack?: { toRevision?: string; reason?: string }) =>
  abortRollout(story.ctx, { rolloutId: running.id, thenRollBack });

/** The host in the middle of its deploy has been stopped. */
async function settleLast(): Promise<void> {
  await story.settle(running.id, { "web-2": "failed" });
  await story.setRevision("web-2", null);
}

const rollbacks = () =>
  db.prisma.rollout.findMany({ where: { projectId: story.project.id, kind: "rollback" }, orderBy: { id: "asc" } });

describe("abort and roll back", () => {
  test("begins by itself once the aborted rollout has ended, and no sooner", async () => {
    const accepted = await abort({ reason: "5xx everywhere" });
    expect(accepted.thenRollBack).toEqual({ toRevision: null, by: "ana", reason: "5xx everywhere", outcome: null });
    await story.advance(running.id);
    expect([(await story.read(running.id)).state, await rollbacks()]).toEqual(["aborting", []]);
    await settleLast();
    await story.advance(running.id);
    const [rollback] = await rollbacks();
    expect(rollback).toMatchObject({
      undoes: running.number,
      toRevision: testSha(1),
      state: "pending",
      startedByName: "ana",
      approvalReason: "5xx everywhere",
    });
    // The two hosts it had reached; nobody can tell what the second one runs.
    expect(await story.hostStates(rollback?.id as number)).toEqual({ queued: 2 });
    expect((await story.read(running.id)).thenRollBack?.outcome).toEqual({ rollback: rollback?.number });
  });

  test("happens once, whoever sees the end, and however often", async () => {
    await abort({});
    await settleLast();
    await story.advance(running.id);
    await Promise.all([1, 2, 3, 4].map(() => beginWishedRollback(story.ctx, running)));
    await story.advance(running.id);
    expect(await rollbacks()).toHaveLength(1);
  });

  test("is found by the reconcile when the worker died between the end and the beginning", async () => {
    await abort({});
    await settleLast();
    await story.advance(running.id);
    // What a death at that moment leaves: the end is written, the rollback is not.
    const [lost] = await rollbacks();
    await db.prisma.rollout.delete({ where: { id: lost?.id as number } });
    await db.prisma.$executeRaw`
      UPDATE "Rollout" SET "thenRollBack" = "thenRollBack" || '{"outcome": null}' WHERE id = ${running.id}`;
    await reconcileAll(story.ctx);
    expect(story.ctx.asked).toContainEqual({ name: "advance-rollout", payload: { rolloutId: running.id } });
    await story.advance(running.id);
    expect(await rollbacks()).toHaveLength(1);
  });

  test("can be asked for after somebody else's abort; the first wish counts", async () => {
    await abort();
    await abort({ toRevision: testSha(1) });
    await abort({ toRevision: testSha(2) });
    expect((await story.read(running.id)).thenRollBack?.toRevision).toBe(testSha(1));
  });

  test("says why it cannot begin, and the abort is none the worse for it", async () => {
    await abort({ toRevision: testSha(3) });
    await settleLast();
    await story.advance(running.id);
    const { state, thenRollBack } = await story.read(running.id);
    expect(state).toBe("aborted");
    expect(thenRollBack?.outcome).toEqual({
      refusal: expect.stringContaining("is the one that is to leave production"),
    });
    expect(await rollbacks()).toEqual([]);
  });

  test("touches nothing when no host had been reached", async () => {
    await story.settle(running.id, { "web-1": "failed", "web-2": "failed" });
    await story.setRevision("web-1", testSha(1));
    await abort({});
    await story.advance(running.id);
    expect((await story.read(running.id)).thenRollBack?.outcome).toEqual({
      refusal: "Every host runs 0001000 already.",
    });
  });

  test("after the end it is too late for the wish, too", async () => {
    await story.finish(running.id, { state: "succeeded" });
    await expect(abort({})).rejects.toThrow("had succeeded before the abort");
    expect((await story.read(running.id)).thenRollBack).toBeNull();
  });

  test("takes back no commit that says it is unsafe to, since nobody was asked about that", async () => {
    await story.setMessage(testSha(3), "Drop the old column\n\nUnsafe-to-roll-back: its data is gone");
    await abort({});
    await settleLast();
    await story.advance(running.id);
    const { thenRollBack } = await story.read(running.id);
    expect(thenRollBack?.outcome).toEqual({ refusal: expect.stringMatching(/its data is gone.*Roll back by itself/s) });
    expect(await rollbacks()).toEqual([]);
  });
});

describe("abort and roll back of a rollout that others follow", () => {
  test("begins once those behind it have ended too, and takes back what they left", async () => {
    story = await createFleetStory(db, { hosts: 4, commits: 3, policy: { pipelining: true } });
    await story.rollOut(testSha(1));
    const first = await story.begin(testSha(2));
    await story.advance(first.id);
    await story.settle(first.id, { "web-1": "succeeded", "web-2": "succeeded" });
    // It has left the first stage, where the next one is at work.
    await db.prisma.rollout.update({ where: { id: first.id }, data: { slot: 1 } });
    const second = await story.begin(testSha(3));
    await story.advance(second.id);
    await story.settle(second.id, { "web-1": "succeeded", "web-2": "running" });
    await story.setRevision("web-1", testSha(3));
    await story.setRevision("web-2", testSha(2));
    await abortRollout(story.ctx, { rolloutId: first.id, thenRollBack: {} });
    await story.advance(first.id);
    await story.advance(second.id);
    const states = async () => [(await story.read(first.id)).state, (await story.read(second.id)).state];
    expect([await states(), await rollbacks()]).toEqual([["aborted", "failing"], []]);
    await story.settle(second.id, { "web-2": "failed" });
    await story.advance(second.id);
    expect(await states()).toEqual(["aborted", "failed"]);
    expect(story.ctx.asked).toContainEqual({ name: "advance-rollout", payload: { rolloutId: first.id } });
    await story.advance(first.id);
    expect(await rollbacks()).toMatchObject([
      { undoes: second.number, fromRevision: testSha(3), toRevision: testSha(1), startedByName: "ana" },
    ]);
  });
});

test("a rollback is kept back by the foremost of those in flight: its abort ends all", async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 4, policy: { pipelining: true } });
  for (const good of [1, 2]) await story.rollOut(testSha(good));
  const first = await story.begin(testSha(3));
  await db.prisma.rollout.update({ where: { id: first.id }, data: { state: "deploying", slot: 1 } });
  await story.begin(testSha(4));
  const wish = { projectId: story.project.id, to: null, reason: "5xx", watchCanary: false, allHosts: false };
  await expect(startRollback(story.ctx, { ...wish, acceptRisks: true })).rejects.toThrow(
    `Rollout #${first.number} is being deployed: it has to end first.`,
  );
});
