import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { type HoldAction, resolveHold } from "./resolve-hold";

const db = await createTestDatabase({ poolSize: 6 });
const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
const reason = "nobody shops at night";
let projects = 0;

/** A rollout that is held in one of its two stages, as the longest bake brought no verdict. */
async function hold({ stageIndex }: { stageIndex: number }) {
  projects += 1;
  const bake = { analysis: true, warmup: 0, for: 300, extendTo: 300, poll: 10 };
  const stages = [
    { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
    { name: "fleet", hosts: "rest" as const, concurrency: 4, bake },
  ];
  const project = await createTestProject(db, `held-${projects}`, { hosts: 2, commits: 1, policy: { stages } });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const planned = stages.map(({ name }, index) => ({
    name,
    hostIds: hosts.slice(index, index + 1).map(({ id }) => id),
  }));
  const { id: rolloutId } = await startTestRollout(db.prisma, project, { stages: planned });
  await db.prisma.rollout.update({
    where: { id: rolloutId },
    data: { state: "held", stageIndex, holdReason: "No verdict: too few requests." },
  });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId }, data: { state: "succeeded" } });
  const past = new Date(Date.now() - 400_000);
  const verdict = { verdict: "inconclusive", reason: "too-few-requests", why: "", at: new Date().toISOString() };
  await db.prisma.stage.updateMany({
    where: { rolloutId, index: stageIndex },
    data: { deployedAt: past, bakeUntil: new Date(Date.now() - 60_000), verdict },
  });
  const read = async () => {
    const { stages, events, ...rollout } = await db.prisma.rollout.findUniqueOrThrow({
      where: { id: rolloutId },
      include: { stages: { orderBy: { index: "asc" } }, events: { orderBy: { id: "desc" }, take: 1 } },
    });
    const [last] = events;
    return { rollout, stage: stages[stageIndex], told: [last?.event, last?.actorName, last?.reason] };
  };
  return { decide: (action: HoldAction) => resolveHold(ctx, { rolloutId, action, reason }), read };
}

test("a person goes on to the next stage without a verdict, with name and reason; that is final", async () => {
  const { decide, read } = await hold({ stageIndex: 0 });
  await decide("continue");
  const { rollout, stage, told } = await read();
  expect([rollout.state, rollout.stageIndex, told]).toEqual(["deploying", 1, ["overridden", "ana", reason]]);
  expect(stage?.passedAt).not.toBeNull();
  await expect(decide("extend")).rejects.toThrow("is deploying, not held");
});

test("from the last stage it goes on to the end", async () => {
  const { decide, read } = await hold({ stageIndex: 1 });
  await decide("continue");
  const { rollout, told } = await read();
  expect([rollout.state, told]).toEqual(["succeeded", ["lastStageOverridden", "ana", reason]]);
});

test("a person watches longer, for another bake from now on, beyond the longest it takes by itself", async () => {
  const { decide, read } = await hold({ stageIndex: 0 });
  await decide("extend");
  const { rollout, stage, told } = await read();
  expect([rollout.state, rollout.stageIndex, told]).toEqual(["baking", 0, ["resumed", "ana", reason]]);
  expect(stage?.verdict).toBeNull();
  expect((stage?.bakeUntil?.getTime() ?? 0) - Date.now()).toBeGreaterThan(200_000);
});

test("a person fails it for a reason of her own", async () => {
  const { decide, read } = await hold({ stageIndex: 0 });
  await decide("fail");
  expect((await read()).rollout).toMatchObject({ state: "failing", failureReason: reason });
});

test("of two people who decide otherwise at the same time one is heard, and the other is told", async () => {
  const { decide, read } = await hold({ stageIndex: 0 });
  const both = await Promise.allSettled([decide("continue"), decide("fail")]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  const { rollout } = await read();
  expect(rollout.state).toBe(both[0]?.status === "fulfilled" ? "deploying" : "failing");
});
