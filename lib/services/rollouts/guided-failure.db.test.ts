import { describe, expect, test, vi } from "vitest";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";
import { abortRollout } from "./abort-rollout";
import { answerQuestion } from "./answer-question";
import { decideHost } from "./decide-host";

const db = await createTestDatabase({ poolSize: 10 });

const reason = "its disk was full";

async function waitForState({ projectId }: Pipeline, state: string) {
  return vi.waitFor(async () => {
    const rollout = await db.prisma.rollout.findFirstOrThrow({
      where: { projectId },
      orderBy: { number: "desc" },
      include: {
        hostDeploys: { include: { host: true }, orderBy: { attempt: "asc" } },
        events: { orderBy: { id: "asc" } },
      },
    });
    expect(rollout.state).toBe(state);
    return rollout;
  }, inTime);
}

const settle = (rollout: { hostDeploys: { state: string; host: { name: string } }[] }) =>
  Object.fromEntries(rollout.hostDeploys.map((deploy) => [deploy.host.name, deploy.state]));

async function startGuided(changes = {}): Promise<Pipeline> {
  const pipeline = await createPipeline(db, { policy: quickPolicy({ guidedFailure: true, ...changes }) });
  return pipeline;
}

describe("too many failed hosts", () => {
  test("hold the rollout until each is retried or skipped, with the name and reason of whoever decided", async () => {
    const pipeline = await startGuided();
    pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 }, { does: "succeed" });
    pipeline.fleet.host("web-3").behave({ does: "fail", exitCode: 1 });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const held = await waitForState(pipeline, "held");
    expect([held.question, held.holdReason]).toEqual(["failures", expect.stringContaining("the limit is 1 %.")]);
    await vi.waitFor(async () => {
      const running = await db.prisma.hostDeploy.count({ where: { rolloutId: held.id, state: "running" } });
      expect(running).toBe(0);
    }, inTime);

    await decideHost(pipeline.ctx, { rolloutId: held.id, host: "web-2", action: "retry", reason });
    await decideHost(pipeline.ctx, { rolloutId: held.id, host: "web-3", action: "skip", reason });
    const ended = await waitForState(pipeline, "succeeded");
    expect(settle(ended)).toEqual({
      "web-1": "succeeded",
      "web-2": "succeeded",
      "web-3": "skipped",
      "web-4": "succeeded",
    });
    const told = ended.events.filter((each) => each.event === "hostRetried" || each.event === "hostSkipped");
    expect(told.map((each) => [each.event, each.actorName, each.reason])).toEqual([
      ["hostRetried", "ana", `web-2: ${reason}`],
      ["hostSkipped", "ana", `web-3: ${reason}`],
    ]);
    expect(ended.hostDeploys.find((each) => each.state === "skipped")?.reason).toBe(
      `Skipped by ana: ${reason}. Before that: Step restart ended with exit code 1.`,
    );
  });

  test("are left behind all at once by a yes with a reason, or fail it by a no", async () => {
    const pipeline = await startGuided();
    pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitForState(pipeline, "held");
    const answer = { rolloutId: id, question: "failures", answer: "yes" } as const;
    await expect(answerQuestion(pipeline.ctx, { ...answer, reason: null })).rejects.toThrow(/Give a reason/);
    await answerQuestion(pipeline.ctx, { ...answer, reason });
    expect(settle(await waitForState(pipeline, "succeeded"))["web-2"]).toBe("skipped");
  });

  test("fail it over one of them, with the name and reason of whoever decided", async () => {
    const pipeline = await startGuided();
    pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitForState(pipeline, "held");
    await decideHost(pipeline.ctx, { rolloutId: id, host: "web-2", action: "fail", reason });
    expect((await waitForState(pipeline, "failed")).failureReason).toBe(`ana failed it over web-2: ${reason}`);
  });

  test("a stage of which nobody was deployed is not gone on from", async () => {
    const pipeline = await startGuided();
    pipeline.fleet.host("web-1").behave({ does: "fail", exitCode: 1 });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const { id } = await waitForState(pipeline, "held");
    const answer = { rolloutId: id, question: "failures", reason } as const;
    await expect(answerQuestion(pipeline.ctx, { ...answer, answer: "yes" })).rejects.toThrow(/retry one/);
    await answerQuestion(pipeline.ctx, { ...answer, answer: "no" });
    expect((await waitForState(pipeline, "failed")).failureReason).toBe(`ana said no: ${reason}`);
  });
});

test("within the budget a failed host is retried while the rollout goes on; a healthy one is not", async () => {
  const pipeline = await createPipeline(db, { policy: quickPolicy({ hostFailureBudget: 50 }) });
  pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 }, { does: "succeed" });
  pipeline.fleet.host("web-3").behave({ does: "hang" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const rollout = await vi.waitFor(async () => {
    const found = await waitForState(pipeline, "deploying");
    expect(settle(found)).toMatchObject({ "web-2": "failed", "web-3": "running", "web-4": "succeeded" });
    return found;
  }, inTime);
  const decide = { rolloutId: rollout.id, action: "retry", reason } as const;
  await expect(decideHost(pipeline.ctx, { ...decide, host: "web-4" })).rejects.toThrow(/web-4 is succeeded/);
  await expect(decideHost(pipeline.ctx, { ...decide, host: "web-9" })).rejects.toThrow(/no host "web-9"/);
  const both = [0, 1].map(() => decideHost(pipeline.ctx, { ...decide, host: "web-2" }).then(() => true));
  expect((await Promise.allSettled(both)).filter((each) => each.status === "fulfilled")).toHaveLength(1);
  await vi.waitFor(() => {
    expect(pipeline.fleet.started.filter((each) => each.host === "web-2")).toHaveLength(2);
  }, inTime);
  pipeline.fleet.host("web-3").finish();
  expect(settle(await waitForState(pipeline, "succeeded"))["web-2"]).toBe("succeeded");
});

const otherDeploy = {
  rollout: 9,
  revision: "x",
  fence: 1n,
  step: "install",
  state: "running",
  exitCode: null,
} as const;

/** A rollout whose host web-2 is at work for another one. */
async function startBusy(): Promise<{ pipeline: Pipeline; rolloutId: number }> {
  const pipeline = await createPipeline(db);
  pipeline.fleet.host("web-2").lastDeploy = otherDeploy;
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const rolloutId = await vi.waitFor(async () => {
    const rollout = await waitForState(pipeline, "deploying");
    const deploy = rollout.hostDeploys.find((each) => each.host.name === "web-2");
    expect([deploy?.state, deploy?.reason]).toEqual(["unknown", "Another deploy is still at work on web-2."]);
    return rollout.id;
  }, inTime);
  await waitForAnswer(rolloutId, 0);
  return { pipeline, rolloutId };
}

const askNow = (rolloutId: number, more: { probes?: number } = {}) =>
  db.prisma.hostDeploy.updateMany({
    where: { rolloutId, state: "unknown" },
    data: { nextProbeAt: new Date(0), ...more },
  });

/** Waits until the busy host was asked and is as unknown as before, with so many questions that count. */
const waitForAnswer = (rolloutId: number, probes: number) =>
  vi.waitFor(async () => {
    const deploy = await db.prisma.hostDeploy.findFirstOrThrow({ where: { rolloutId, host: { name: "web-2" } } });
    expect([deploy.state, deploy.probes]).toEqual(["unknown", probes]);
    expect(deploy.nextProbeAt?.getTime()).toBeGreaterThan(0);
  }, inTime);

test("a host that is busy with another deploy is asked without end, and has its turn when that has ended", async () => {
  const { pipeline, rolloutId } = await startBusy();
  await askNow(rolloutId, { probes: maxProbes - 1 });
  await waitForAnswer(rolloutId, maxProbes - 1);
  const host = pipeline.fleet.host("web-2");
  host.lastDeploy = { ...otherDeploy, state: "succeeded" };
  await askNow(rolloutId);
  await waitForState(pipeline, "succeeded");
  expect(host.revision).not.toBeNull();
});

test("an abort says nothing about a busy host before it is certain that its deploy does not begin", async () => {
  const { pipeline, rolloutId } = await startBusy();
  await abortRollout(pipeline.ctx, { rolloutId });
  await waitForAnswer(rolloutId, 1);
  await askNow(rolloutId);
  await waitForAnswer(rolloutId, 2);
  pipeline.fleet.host("web-2").lastDeploy = { ...otherDeploy, state: "succeeded" };
  await askNow(rolloutId);
  expect(settle(await waitForState(pipeline, "aborted"))["web-2"]).toBe("failed");
});

test("a host that is still being asked how its deploy ended is not skipped, neither alone nor with all others", async () => {
  const pipeline = await startGuided();
  pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 });
  const asked = pipeline.fleet.host("web-3").behave({ does: "lose", leaves: "running" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const rolloutId = await vi.waitFor(async () => {
    const held = await waitForState(pipeline, "held");
    expect(settle(held)).toMatchObject({ "web-2": "failed", "web-3": "unknown" });
    return held.id;
  }, inTime);
  await expect(decideHost(pipeline.ctx, { rolloutId, host: "web-3", action: "skip", reason })).rejects.toThrow(
    "web-3 is still being asked how its deploy ended; wait, or abort.",
  );
  await answerQuestion(pipeline.ctx, { rolloutId, question: "failures", answer: "yes", reason });
  expect(settle(await waitForState(pipeline, "deploying"))).toMatchObject({ "web-2": "skipped", "web-3": "unknown" });
  if (asked.lastDeploy) asked.lastDeploy = { ...asked.lastDeploy, state: "succeeded" };
  await askNow(rolloutId);
  expect(settle(await waitForState(pipeline, "succeeded"))).toEqual({
    "web-1": "succeeded",
    "web-2": "skipped",
    "web-3": "succeeded",
    "web-4": "succeeded",
  });
});

test("nothing is decided about the hosts of a rollout that is being aborted", async () => {
  const pipeline = await createPipeline(db, { policy: quickPolicy({ hostFailureBudget: 50 }) });
  pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 1 });
  pipeline.fleet.host("web-3").behave({ does: "hang" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(4), inTime);
  const { id } = await waitForState(pipeline, "deploying");
  await abortRollout(pipeline.ctx, { rolloutId: id });
  const decide = { rolloutId: id, host: "web-2", action: "skip", reason } as const;
  await expect(decideHost(pipeline.ctx, decide)).rejects.toThrow(/aborted/);
  await waitForState(pipeline, "aborted");
});
