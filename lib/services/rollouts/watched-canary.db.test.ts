import { expect, test } from "vitest";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { advanceRollout } from "./advance-rollout";
import { extendCanary } from "./extend-canary";
import { stopCanary } from "./stop-canary";

const db = await createTestDatabase({ poolSize: 6 });
const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
const bo = { ...ctx, actor: { kind: "user" as const, name: "bo" } };
const minute = 60_000;
let projects = 0;

/** A rollout that watches its canary, one of two hosts, for another minute. */
async function watch() {
  projects += 1;
  const bake = { analysis: true, warmup: 0, for: 300, extendTo: 900, poll: 10 };
  const policy = {
    stages: [
      { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
      { name: "fleet", hosts: "rest" as const, concurrency: 4 },
    ],
  };
  const project = await createTestProject(db, `watched-${projects}`, { hosts: 2, commits: 1, policy });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const stages = policy.stages.map(({ name }, index) => ({ name, hostIds: [hosts[index]?.id ?? 0] }));
  const { id: rolloutId, number } = await startTestRollout(db.prisma, project, { stages });
  await db.prisma.rollout.update({ where: { id: rolloutId }, data: { state: "baking" } });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId, stage: { index: 0 } }, data: { state: "succeeded" } });
  const end = new Date(Date.now() + minute);
  const times = { deployedAt: new Date(Date.now() - 4 * minute), bakeUntil: end, sampledAt: new Date() };
  await db.prisma.stage.updateMany({ where: { rolloutId, index: 0 }, data: times });
  return {
    rolloutId,
    end: end.getTime(),
    stop: (by = ctx) => stopCanary(by, { rolloutId, stage: "canary" }),
    extend: (until: number, by = ctx) => extendCanary(by, { rolloutId, stage: "canary", until }),
    /** What the judge says from now on. */
    judge: (verdict: "pass" | "fail" | "inconclusive") =>
      db.prisma.stage.updateMany({
        where: { rolloutId, index: 0 },
        data: { verdict: { verdict, reason: "held", why: "The numbers say so.", at: new Date().toISOString() } },
      }),
    advance: () => advanceRollout(ctx, rolloutId),
    view: () => readRolloutView(db.prisma, project, number),
    /** Since it is watched. */
    events: async () =>
      (
        await db.prisma.rolloutEvent.findMany({ where: { rolloutId, from: { not: null } }, orderBy: { id: "asc" } })
      ).map(({ event, actorName, reason }) => [event, actorName, reason]),
    audit: async () =>
      (
        await db.prisma.auditEntry.findMany({
          where: { project: project.slug, action: { endsWith: "Canary" } },
          orderBy: { id: "asc" },
        })
      ).map(({ action, actorName, details }) => ({ action, actorName, details })),
    halt: async () => (await db.prisma.project.findUniqueOrThrow({ where: { id: project.id } })).haltReason,
  };
}

test("a canary that a person stops fails as by the judge: the fleet never starts, and the automation halts", async () => {
  const canary = await watch();
  expect((await canary.view()).can.stopCanary).toEqual({ ok: true, reason: null });
  await canary.stop();
  await canary.advance();
  const reason = "canary was stopped early and judged failed by ana.";
  const view = await canary.view();
  expect(view).toMatchObject({ state: "failed", sentence: `Failed: ${reason}`, abort: null });
  expect(view.hosts).toMatchObject({ succeeded: 1, skipped: 1 });
  expect(await canary.events()).toEqual([
    ["stageRejected", "ana", reason],
    ["hostsIdle", "sauron", null],
  ]);
  expect(await canary.halt()).toBe(`Rollout #1 failed: ${reason}`);
  expect(await canary.audit()).toMatchObject([
    { action: "stopCanary", actorName: "ana", details: { stage: "canary", isRepeated: false } },
  ]);
});

test("who asks again to stop it is answered alike; a colleague is told who was first", async () => {
  const canary = await watch();
  await canary.stop();
  await canary.stop();
  await expect(canary.stop(bo)).rejects.toMatchObject({
    code: "conflict",
    message: "Rollout #1 is failing: canary was stopped early and judged failed by ana.",
  });
  expect(await canary.events()).toHaveLength(1);
});

test("an extended canary is watched until then, keeps its numbers, and is told with who did it", async () => {
  const canary = await watch();
  await canary.judge("inconclusive");
  expect((await canary.view()).can.extendCanary).toEqual({ ok: true, reason: null, seconds: [300, 600, 900] });
  const until = canary.end + 5 * minute;
  await canary.extend(until);
  const { state, stages } = await canary.view();
  expect([state, stages[0]?.bakeUntil]).toEqual(["baking", new Date(until).toISOString()]);
  expect(stages[0]?.verdict?.why).toBe("The numbers say so.");
  const reason = expect.stringMatching(/^canary is watched until .*\d\d:\d\d UTC at least\.$/);
  expect(await canary.events()).toEqual([["extended", "ana", reason]]);
  expect(await canary.audit()).toMatchObject([
    { action: "extendCanary", actorName: "ana", details: { stage: "canary" } },
  ]);
});

test("who asks twice for the same end, or two who do at the same time, extend it once", async () => {
  const canary = await watch();
  const until = canary.end + 5 * minute;
  await Promise.all([canary.extend(until), canary.extend(until, bo)]);
  await canary.extend(until);
  expect(await canary.events()).toHaveLength(1);
  expect((await canary.audit()).map(({ details }) => details)).toMatchObject([
    { isRepeated: false },
    { isRepeated: true },
    { isRepeated: true },
  ]);
  await expect(canary.extend(until - minute)).rejects.toThrow("canary is watched for longer than that already.");
});

test("what the judge has passed by its last look goes on past the end that was extended", async () => {
  const canary = await watch();
  await canary.extend(canary.end + 5 * minute);
  await canary.judge("pass");
  await canary.advance();
  expect((await canary.view()).state).toBe("baking");
  await canary.judge("fail");
  await canary.advance();
  expect((await canary.view()).sentence).toBe("Failed: The numbers say so.");
});

test("of a judge and a person who fail it at the same time one is told as who did, and the other finds it done", async () => {
  const canary = await watch();
  await canary.judge("fail");
  const [stopped] = await Promise.allSettled([canary.stop(), canary.advance()]);
  await canary.advance();
  const events = (await canary.events()).filter(([event]) => event === "stageRejected");
  expect(events.map(([, by]) => by)).toEqual([stopped.status === "fulfilled" ? "ana" : "sauron"]);
  expect((await canary.view()).state).toBe("failed");
});

test("one who stops it and one who extends it at the same time: it is stopped, whoever was first", async () => {
  const canary = await watch();
  const [stopped] = await Promise.allSettled([canary.stop(), canary.extend(canary.end + minute, bo)]);
  expect(stopped.status).toBe("fulfilled");
  await canary.advance();
  expect((await canary.view()).state).toBe("failed");
});

test("what is over is neither stopped nor extended, and the sentence says why", async () => {
  const canary = await watch();
  await db.prisma.rollout.update({ where: { id: canary.rolloutId }, data: { state: "deploying", stageIndex: 1 } });
  const over = "Rollout #1 is deploying: canary is not being watched.";
  await expect(canary.stop()).rejects.toThrow(over);
  await expect(canary.extend(canary.end + minute)).rejects.toThrow(over);
  const { stopCanary: stop, extendCanary: extend } = (await canary.view()).can;
  expect([stop.reason, extend]).toEqual(["It is deploying.", { ok: false, reason: "It is deploying.", seconds: [] }]);
});
