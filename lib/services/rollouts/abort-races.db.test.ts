import { expect, test, vi } from "vitest";
import { acquireLease, releaseLease } from "@/lib/db/leases";
import type { RolloutRow } from "@/lib/db/rollouts";
import { SauronError } from "@/lib/errors";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, quickPolicy } from "@/lib/testing/pipeline";
import { testSha } from "@/lib/testing/project";
import { abortRollout } from "./abort-rollout";

const db = await createTestDatabase({ poolSize: 12 });
/** Without a bake: whoever looks after the last host ends the rollout. */
const oneStage = [{ name: "fleet", hosts: "rest" as const, concurrency: 8 }];
const story = await createFleetStory(db, { hosts: 1, commits: 2, policy: { stages: oneStage } });

const soon = { ...inTime, interval: 20 };

/** Races of an abort with a completion. */
const races = 20;

/** A rollout whose last host is done: the next look ends it. */
async function almostDone(): Promise<RolloutRow> {
  const rollout = await story.begin(testSha(2));
  await story.advance(rollout.id);
  await story.settle(rollout.id, { "web-1": "succeeded" });
  return rollout;
}

/** Lets other work go first, so many times. */
async function stepAside(times: number): Promise<void> {
  for (let time = 0; time < times; time++) await db.prisma.$queryRaw`SELECT 1`;
}

const attemptAbort = (rolloutId: number) =>
  abortRollout(story.ctx, { rolloutId }).catch((error: unknown) => {
    if (error instanceof SauronError && error.code === "conflict") return error;
    throw error;
  });

test("an abort and a completion that race leave one end: the abort's when it was accepted, else it is told the result", async () => {
  const ends: string[] = [];
  // The abort comes later while it wins and earlier while it loses, so that most races are close.
  let patience = 0;
  for (let race = 0; race < races; race++) {
    const rollout = await almostDone();
    const abort = () => stepAside(patience).then(() => attemptAbort(rollout.id));
    // One or two aborts against one or two workers.
    const [answer] = await Promise.all([
      abort(),
      race % 3 === 0 ? abort() : null,
      story.advance(rollout.id),
      race % 2 === 0 ? story.advance(rollout.id) : null,
    ]);
    await story.advance(rollout.id);
    const ended = await story.read(rollout.id);
    const events = await db.prisma.rolloutEvent.findMany({ where: { rolloutId: rollout.id } });
    const finals = events.filter(({ to }) => to === "succeeded" || to === "aborted");
    expect(finals.map(({ to }) => to)).toEqual([ended.state]);
    // An abort that was accepted is kept; one that came too late has left no trace.
    expect(ended.state === "aborted").toBe(ended.abortRequestedAt !== null);
    if (answer instanceof SauronError) expect(answer.details).toMatchObject({ state: ended.state });
    else expect(ended.state).toBe("aborted");
    ends.push(ended.state);
    patience = ended.state === "aborted" ? Math.min(2 * patience + 1, 400) : Math.floor(patience * 0.75);
  }
  // Otherwise nothing raced.
  expect(new Set(ends)).toEqual(new Set(["aborted", "succeeded"]));
});

test("once an abort is acknowledged no host is taken any more, what runs is told, and the end comes", async () => {
  // Hosts that were stopped count as failed; the budget must not be what keeps others from being taken.
  const policy = quickPolicy({ stages: oneStage, hostFailureBudget: 100 });
  const pipeline = await createPipeline(db, { hosts: 30, policy });
  for (let host = 1; host <= 30; host++) pipeline.fleet.host(`web-${host}`).behave({ does: "hang" });
  await pipeline.startWorker();
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await vi.waitFor(() => expect(pipeline.fleet.started.length).toBeGreaterThan(6), soon);
  const { id } = await db.prisma.rollout.findFirstOrThrow({ where: { projectId: pipeline.projectId } });
  // Nobody gets to say "aborting": what keeps hosts from being taken is the wish alone.
  const epoch = await vi.waitFor(async () => {
    const mine = await acquireLease(db.prisma, id, "somebody slow");
    expect(mine).not.toBeNull();
    return mine as number;
  }, soon);
  // Hosts finish and make room for others all the while.
  let turn = 0;
  const finishing = setInterval(() => pipeline.fleet.host(`web-${1 + (turn++ % 30)}`).finish(), 5);
  try {
    const { abort } = await abortRollout(pipeline.ctx, { rolloutId: id });
    const count = (state: "running" | "queued") => db.prisma.hostDeploy.count({ where: { rolloutId: id, state } });
    await vi.waitFor(async () => expect(await count("running")).toBe(0), soon);
    await releaseLease(db.prisma, id, epoch);
    await vi.waitFor(async () => expect((await story.read(id)).state).toBe("aborted"), soon);
    const late = { rolloutId: id, startedAt: { gt: abort.requestedAt } };
    expect(await db.prisma.hostDeploy.count({ where: late })).toBe(0);
    expect(await count("queued")).toBe(0);
  } finally {
    clearInterval(finishing);
  }
});
