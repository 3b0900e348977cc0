import { expect, test, vi } from "vitest";
import { claimHostDeploys } from "@/lib/db/host-deploys";
import { acquireLease } from "@/lib/db/leases";
import { inTransaction } from "@/lib/db/transaction";
import { createFakeFleetSsh } from "@/lib/integrations/ssh/fake-fleet-ssh";
import type { ProbeAnswer } from "@/lib/integrations/ssh/fleet-ssh";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { inTime } from "@/lib/testing/in-time";
import { testSha } from "@/lib/testing/project";
import { abortRollout } from "./abort-rollout";
import { applyRolloutEvent } from "./apply-rollout-event";
import { deployHost } from "./deploy-host";
import { forceStop } from "./force-stop";
import { loadSnapshot } from "./load-snapshot";
import { probeUnknownHosts } from "./probe-unknown-hosts";

const db = await createTestDatabase({ poolSize: 10 });
const reason = "the machine of the workers is gone";

/** Lets time pass for an abort that was accepted. */
const waitSince = (rolloutId: number, seconds = 6) =>
  db.prisma.$executeRaw`
    UPDATE "Rollout" SET "abortRequestedAt" = "abortRequestedAt" - make_interval(secs => ${seconds}) WHERE id = ${rolloutId}`;

/** A rollout with one host done, two in the middle and two that wait, whose abort nobody obeys. */
async function leaveUnheard() {
  const story = await createFleetStory(db, { hosts: 5, commits: 3 });
  await story.rollOut(testSha(2));
  const { id: rolloutId, number } = await story.begin(testSha(3));
  await db.prisma.rollout.update({ where: { id: rolloutId }, data: { state: "deploying", startedAt: new Date() } });
  await story.settle(rolloutId, { "web-1": "succeeded", "web-2": "running", "web-3": "running" });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId, state: "running" }, data: { fence: 7 } });
  const stop = () => forceStop(story.ctx, { rolloutId, reason });
  const abort = async () => {
    await abortRollout(story.ctx, { rolloutId });
    await waitSince(rolloutId);
  };
  const deployOf = (name: string) => db.prisma.hostDeploy.findFirstOrThrow({ where: { rolloutId, host: { name } } });
  return { ...story, rolloutId, number, stop, abort, deployOf };
}

test("it ends as aborted: who waits never starts, who is in the middle is unknown, the automation halts", async () => {
  const { stop, abort, rolloutId, number, ...story } = await leaveUnheard();
  await abort();
  await stop();
  const rollout = await story.read(rolloutId);
  expect([rollout.state, rollout.endedAt]).toEqual(["aborted", expect.any(Date)]);
  expect(await story.hostStates(rolloutId)).toEqual({ succeeded: 1, unknown: 2, skipped: 2 });
  expect((await story.deployOf("web-2")).reason).toBe(
    "Force-stopped by ana: nobody was heard of, and its commands may still run.",
  );
  expect((await story.readProject()).haltReason).toBe(`Rollout #${number} was aborted by ana.`);
  const view = await readRolloutView(db.prisma, story.project, number);
  const { currentRevision, isAsked } = view.hostDeploys.find(({ host }) => host === "web-3") ?? {};
  // Nobody is left to ask, and the page must not say so.
  expect([currentRevision, isAsked]).toEqual([null, false]);
  expect(view.events.slice(-4).map(({ event, to, actor }) => [event, to, actor.name])).toEqual([
    ["abortAccepted", null, "ana"],
    ["forceStopped", null, "ana"],
    ["abortRequested", "aborting", "ana"],
    ["hostsIdle", "aborted", "ana"],
  ]);
  expect(view.events.slice(-3).map((event) => event.reason)).toEqual([
    reason,
    "Aborted by ana.",
    "Nobody was heard of; hosts left unknown: 2.",
  ]);
  const [entry] = await db.prisma.auditEntry.findMany({ orderBy: { id: "desc" }, take: 1 });
  expect(entry).toMatchObject({
    action: "forceStop",
    target: `rollout #${number}`,
    reason,
    details: { leftUnknown: 2 },
  });
});

test("one that a worker was ending, and one that had not begun, end as well", async () => {
  const obeyed = await leaveUnheard();
  await obeyed.abort();
  await obeyed.advance(obeyed.rolloutId);
  expect((await obeyed.read(obeyed.rolloutId)).state).toBe("aborting");
  await obeyed.stop();
  expect((await obeyed.read(obeyed.rolloutId)).state).toBe("aborted");

  const proposed = await leaveUnheard();
  const data = { state: "proposed", question: "commit" };
  await db.prisma.rollout.update({ where: { id: proposed.rolloutId }, data });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId: proposed.rolloutId }, data: { state: "queued" } });
  await proposed.abort();
  await proposed.stop();
  expect((await proposed.read(proposed.rolloutId)).state).toBe("discarded");
  expect(await proposed.hostStates(proposed.rolloutId)).toEqual({ skipped: 5 });
});

test("it is refused without an abort, within its first seconds, and of two people one is heard", async () => {
  const { stop, rolloutId, ctx, ...story } = await leaveUnheard();
  await expect(stop()).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("abort it first") });
  await abortRollout(ctx, { rolloutId });
  await waitSince(rolloutId, 2);
  await expect(stop()).rejects.toThrow(/just been aborted: give its workers another [23] s/);
  expect(await story.hostStates(rolloutId)).toEqual({ succeeded: 1, running: 2, queued: 2 });
  await waitSince(rolloutId);
  const both = await Promise.allSettled([stop(), stop()]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  await expect(stop()).rejects.toThrow("has ended already: it is aborted");
  expect(await db.prisma.rolloutEvent.count({ where: { rolloutId, event: "forceStopped" } })).toBe(1);
  expect(await db.prisma.auditEntry.count({ where: { action: "forceStop", project: story.project.slug } })).toBe(1);
});

test("whoever has it in hand is not waited for, and can do nothing to it any more", async () => {
  const { stop, abort, rolloutId, ctx, ...story } = await leaveUnheard();
  await abort();
  const epoch = (await acquireLease(db.prisma, rolloutId, "a paused worker")) ?? 0;
  const loaded = await loadSnapshot(db.prisma, rolloutId);
  if (!loaded) throw new Error("the rollout is gone");
  await stop();
  const late = { event: "abortRequested", reason: null, epoch } as const;
  expect(await applyRolloutEvent(ctx, loaded, late)).toBe(false);
  expect((await story.read(rolloutId)).leaseOwner).toBeNull();
  await story.advance(rolloutId);
  expect((await story.read(rolloutId)).state).toBe("aborted");
});

test("a refusal leaves the lease with whoever has it", async () => {
  const { stop, rolloutId, ...story } = await leaveUnheard();
  const epoch = await acquireLease(db.prisma, rolloutId, "a worker");
  await expect(stop()).rejects.toThrow("abort it first");
  const { leaseOwner, leaseEpoch } = await story.read(rolloutId);
  expect([leaseOwner, leaseEpoch]).toEqual(["a worker", epoch]);
});

test("a worker that still has a deploy in hand makes no host green, and brings no rollout back", async () => {
  const { abort, stop, rolloutId, ctx, ...story } = await leaveUnheard();
  const fleet = createFakeFleetSsh();
  fleet.host("web-4").behave({ does: "hang" });
  // It has not heard of the abort, as one whose machine stood still.
  const worker = { ...ctx, ssh: fleet };
  const { stageId } = await story.deployOf("web-4");
  const claim = { rolloutId, stageId, workerId: ctx.workerId, limit: 1, concurrency: 9 };
  const [taken] = await inTransaction(db.prisma, (tx) =>
    claimHostDeploys(tx, { ...claim, allowedFailures: 9, allowedStageFailures: null }),
  );
  if (!taken) throw new Error("no host was taken");
  const deploying = deployHost(worker, await story.read(rolloutId), taken);
  await vi.waitFor(() => expect(fleet.started).toHaveLength(1), inTime);
  await abort();
  await stop();
  fleet.host("web-4").finish();
  await deploying;
  await story.advance(rolloutId);
  expect(fleet.host("web-4").revision).toBe(testSha(3));
  expect((await story.deployOf("web-4")).state).toBe("unknown");
  const host = await db.prisma.host.findFirstOrThrow({ where: { projectId: story.project.id, name: "web-4" } });
  expect(host.currentRevision).toBeNull();
  expect((await story.read(rolloutId)).state).toBe("aborted");
});

test("a worker that has asked a host hears its answer afterwards: that is kept, and nothing is tried again", async () => {
  const { abort, stop, rolloutId, ctx, ...story } = await leaveUnheard();
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId, host: { name: "web-2" } }, data: { state: "unknown" } });
  const last = { rollout: 2, revision: testSha(3), fence: 7n, step: "restart", exitCode: null };
  const probe = async (): Promise<ProbeAnswer> => {
    // While the question is on its way.
    await abort();
    await stop();
    return { reached: true, revision: testSha(2), lastDeploy: { ...last, state: "interrupted" } };
  };
  await probeUnknownHosts({ ...ctx, ssh: { ...ctx.ssh, probe } }, { rolloutId });
  const { state, reason: why } = await story.deployOf("web-2");
  expect([state, why]).toEqual(["failed", "The deploy was cut off in step restart."]);
  expect(await db.prisma.hostDeploy.count({ where: { rolloutId, state: "queued" } })).toBe(0);
  await story.advance(rolloutId);
  expect((await story.read(rolloutId)).state).toBe("aborted");
});

test("it works while the queue is away", async () => {
  const { stop, abort, rolloutId, ctx, ...story } = await leaveUnheard();
  await abort();
  ctx.queue.enqueue = () => Promise.reject(new Error("the queue is away"));
  await stop();
  expect((await story.read(rolloutId)).state).toBe("aborted");
});
