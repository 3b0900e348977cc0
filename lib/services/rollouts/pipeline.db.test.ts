import { describe, expect, test, vi } from "vitest";
import { accessLine } from "@/lib/testing/access-line";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";
import { resumeAutomation } from "../projects/resume-automation";
import { abortRollout } from "./abort-rollout";

const db = await createTestDatabase({ poolSize: 10 });

async function newestRollout({ projectId }: Pipeline) {
  return db.prisma.rollout.findFirst({
    where: { projectId },
    orderBy: { number: "desc" },
    include: { hostDeploys: { include: { host: true } }, events: { orderBy: { id: "asc" } }, stages: true },
  });
}

async function waitForState(pipeline: Pipeline, state: string, number?: number) {
  return vi.waitFor(async () => {
    const rollout = await newestRollout(pipeline);
    if (number !== undefined) expect(rollout?.number).toBe(number);
    expect(rollout?.state).toBe(state);
    return rollout as NonNullable<typeof rollout>;
  }, inTime);
}

const project = ({ projectId }: Pipeline) => db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });

const settle = (rollout: { hostDeploys: { state: string; host: { name: string } }[] }) =>
  Object.fromEntries(rollout.hostDeploys.map((deploy) => [deploy.host.name, deploy.state]));

describe("a rollout from landing to done", () => {
  test("a tested commit goes to the canary, then to the fleet, each host once", async () => {
    const pipeline = await createPipeline(db);
    await pipeline.startWorker();
    const sha = await pipeline.landPassed("A change");
    const rollout = await waitForState(pipeline, "succeeded");
    expect(rollout.toRevision).toBe(sha);
    expect(pipeline.fleet.started.map((deploy) => deploy.host)).toHaveLength(4);
    expect(pipeline.fleet.started[0]?.host).toBe("web-1");
    expect(new Set(pipeline.fleet.started.map((deploy) => deploy.host)).size).toBe(4);
    expect(rollout.events.map((event) => event.event)).toEqual([
      "created",
      "started",
      "stageDeployed",
      "stagePassed",
      "stageDeployed",
      "lastStagePassed",
    ]);
    const hosts = await db.prisma.host.findMany({ where: { projectId: pipeline.projectId } });
    expect(hosts.map((host) => host.currentRevision)).toEqual([sha, sha, sha, sha]);
  });

  test("a commit without passed tests is not deployed, and rides along with the next one that passed", async () => {
    const pipeline = await createPipeline(db);
    await pipeline.startWorker();
    await pipeline.landPassed("First");
    await waitForState(pipeline, "succeeded", 1);
    pipeline.mirror.land("Not tested");
    const sha = await pipeline.landPassed("Tested");
    const rollout = await waitForState(pipeline, "succeeded", 2);
    expect([rollout.toRevision, rollout.commitCount]).toEqual([sha, 2]);
  });

  test("in suggest mode nothing starts by itself", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ automation: "suggest" }) });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(async () => {
      const decision = await db.prisma.decision.findFirst({
        where: { projectId: pipeline.projectId, action: "deploy" },
        orderBy: { id: "desc" },
      });
      expect(decision).not.toBeNull();
    }, inTime);
    expect(await newestRollout(pipeline)).toBeNull();
  });
});

describe("what goes wrong stops", () => {
  test("a host that fails beyond the budget fails the rollout; the rest of the stage is not started", async () => {
    const pipeline = await createPipeline(db, { hosts: 6, policy: quickPolicy({ stages: stages(1) }) });
    pipeline.fleet.host("web-2").behave({ does: "fail", exitCode: 3, errorLine: "no space left" });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const rollout = await waitForState(pipeline, "failed");
    expect(rollout.failureReason).toBe("1 of 6 hosts failed to deploy; the limit is 1 %.");
    expect(settle(rollout)).toMatchObject({ "web-1": "succeeded", "web-2": "failed", "web-6": "skipped" });
    expect(rollout.hostDeploys.find((deploy) => deploy.state === "failed")).toMatchObject({
      exitCode: 3,
      lastErrorLine: "no space left",
    });
    expect((await project(pipeline)).haltReason).toContain("1 of 6 hosts failed");
  });

  test("a host that cannot be reached says so in the log and beside its name", async () => {
    const pipeline = await createPipeline(db);
    const reason = "Connecting to web-1 (10.0.0.1:22) was refused.";
    pipeline.fleet.host("web-1").behave({ does: "refuse", cause: "connect", reason });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const rollout = await waitForState(pipeline, "failed");
    expect(rollout.hostDeploys.find((deploy) => deploy.state === "failed")?.reason).toBe(reason);
    await vi.waitFor(async () => {
      const [chunk] = await db.prisma.logChunk.findMany({ where: { rolloutId: rollout.id } });
      expect(chunk).toMatchObject({ hostName: "web-1", lines: [[expect.any(Number), "sys", reason]] });
    }, inTime);
  });

  test("a failed rollout halts the automation until a person resumes it, and a commit marked bad is not chosen again", async () => {
    const pipeline = await createPipeline(db);
    pipeline.fleet.host("web-1").behave({ does: "fail", exitCode: 1 }, { does: "succeed" });
    const bad = await pipeline.landPassed("Bad");
    await pipeline.startWorker();
    await waitForState(pipeline, "failed", 1);
    const revert = await pipeline.landPassed(`Revert "Bad"\n\nThis reverts commit ${bad}.`);
    await vi.waitFor(async () => {
      const commit = await db.prisma.commit.findFirst({ where: { projectId: pipeline.projectId, sha: bad } });
      expect(commit?.revertedBy).toBe(revert);
    }, inTime);
    expect((await newestRollout(pipeline))?.number).toBe(1);
    await resumeAutomation(pipeline.ctx, { projectId: pipeline.projectId, reason: "reverted it", markBad: [bad] });
    const rollout = await waitForState(pipeline, "succeeded", 2);
    expect([rollout.toRevision, rollout.commitCount]).toEqual([revert, 2]);
  });

  test("a lost connection is unknown until the host says that it is done", async () => {
    const pipeline = await createPipeline(db);
    pipeline.fleet.host("web-3").behave({ does: "lose", leaves: "succeeded" });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    const rollout = await waitForState(pipeline, "succeeded");
    expect(settle(rollout)).toMatchObject({ "web-3": "succeeded" });
    expect(pipeline.fleet.started.filter((deploy) => deploy.host === "web-3")).toHaveLength(1);
  });

  test("half a deploy is repeated once", async () => {
    const pipeline = await createPipeline(db);
    pipeline.fleet.host("web-3").behave({ does: "lose", leaves: "interrupted" }, { does: "succeed" });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await waitForState(pipeline, "succeeded");
    expect(pipeline.fleet.started.filter((deploy) => deploy.host === "web-3")).toHaveLength(2);
  });

  test("a canary that answers 500 is stopped by its access log; no host of the fleet is started", async () => {
    const bake = { analysis: true, warmup: 0, for: 5, extendTo: 5, poll: 0.2 };
    const policy = quickPolicy({ stages: [{ ...stages(1)[0], bake } as never, stages(1)[1] as never] });
    const pipeline = await createPipeline(db, { policy });
    for (const name of ["web-1", "web-2", "web-3", "web-4"]) pipeline.fleet.host(name).appendLog(accessLog, "");
    const traffic = setInterval(() => {
      const bad = pipeline.fleet.host("web-1").revision !== null;
      for (const name of ["web-1", "web-2", "web-3", "web-4"]) {
        const status = bad && name === "web-1" ? 500 : 200;
        pipeline.fleet.host(name).appendLog(accessLog, accessLine({ status }).repeat(20));
      }
    }, 20);
    try {
      await pipeline.startWorker();
      await pipeline.landPassed("Bad");
      const rollout = await waitForState(pipeline, "failed");
      expect(rollout.failureReason).toMatch(/5xx/);
      expect(settle(rollout)).toEqual({
        "web-1": "succeeded",
        "web-2": "skipped",
        "web-3": "skipped",
        "web-4": "skipped",
      });
    } finally {
      clearInterval(traffic);
    }
  });

  test("a canary without traffic is never passed: it is held for a person", async () => {
    const bake = { analysis: true, warmup: 0, for: 0.5, extendTo: 1, poll: 0.2 };
    const pipeline = await createPipeline(db, {
      policy: quickPolicy({ stages: [{ ...stages(1)[0], bake } as never, stages(1)[1] as never] }),
    });
    for (const name of ["web-1", "web-2", "web-3", "web-4"]) pipeline.fleet.host(name).appendLog(accessLog, "");
    await pipeline.startWorker();
    await pipeline.landPassed("Quiet");
    const rollout = await waitForState(pipeline, "held");
    expect(rollout.holdReason).not.toBe("");
  });
});

describe("abort", () => {
  test("running commands are stopped, nothing further starts, and the automation halts", async () => {
    const pipeline = await createPipeline(db, { hosts: 12 });
    for (let n = 2; n <= 12; n++) pipeline.fleet.host(`web-${n}`).behave({ does: "hang" });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(5), inTime);
    const rollout = await newestRollout(pipeline);
    const accepted = await abortRollout(pipeline.ctx, { rolloutId: rollout?.id as number });
    expect(accepted.abort.by).toBe("ana");
    const ended = await waitForState(pipeline, "aborted");
    expect(pipeline.fleet.started).toHaveLength(5);
    expect(Object.values(settle(ended)).toSorted()).toEqual([
      ...Array(4).fill("failed"),
      ...Array(7).fill("skipped"),
      "succeeded",
    ]);
    expect((await project(pipeline)).haltReason).toBe(`Rollout #${ended.number} was aborted by ana.`);
    // Hosts that were stopped in the middle cannot tell what they run, so nobody says that they run the old revision.
    const hosts = await db.prisma.host.findMany({ where: { projectId: pipeline.projectId } });
    const told = hosts.filter((host) => host.currentRevision !== null).map((host) => host.name);
    expect(told).toEqual(["web-1"]);
  });

  test("a second abort is answered with the first; one after the end is too late", async () => {
    const pipeline = await createPipeline(db);
    pipeline.fleet.host("web-1").behave({ does: "hang" });
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(1), inTime);
    const id = (await newestRollout(pipeline))?.id as number;
    const [first, second] = await Promise.all([
      abortRollout(pipeline.ctx, { rolloutId: id }),
      abortRollout({ ...pipeline.ctx, actor: { kind: "user", name: "bo" } }, { rolloutId: id }),
    ]);
    expect(second.abort).toEqual(first.abort);
    await waitForState(pipeline, "aborted");
    await expect(abortRollout(pipeline.ctx, { rolloutId: id })).rejects.toThrow(/already aborted/);
  });
});

describe("a busy rollout", () => {
  test("is looked at by the clock, not round and round, while its hosts are at work", async () => {
    const pipeline = await createPipeline(db, { hosts: 12 });
    for (let n = 2; n <= 12; n++) pipeline.fleet.host(`web-${n}`).behave({ does: "hang" });
    const worker = await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(5), inTime);
    const beats = async () =>
      (await db.prisma.workerProcess.findUniqueOrThrow({ where: { id: worker.id } })).beatAt.getTime();
    const looks = async () => (await newestRollout(pipeline))?.leaseEpoch ?? 0;
    const [beatBefore, looksBefore] = [await beats(), await looks()];
    await vi.waitFor(async () => expect(await beats()).toBeGreaterThan(beatBefore + 6000), inTime);
    expect((await looks()) - looksBefore).toBeLessThan(30);
    // What is left unfinished here would be taken up by the workers of the next test.
    await abortRollout(pipeline.ctx, { rolloutId: (await newestRollout(pipeline))?.id as number });
    await waitForState(pipeline, "aborted");
  });
});

describe("several workers", () => {
  test("share a stage, and never deploy a host twice", async () => {
    const pipeline = await createPipeline(db, { hosts: 60, policy: quickPolicy({ stages: stages(20) }) });
    await Promise.all([pipeline.startWorker(), pipeline.startWorker(), pipeline.startWorker()]);
    await pipeline.landPassed("A change");
    await waitForState(pipeline, "succeeded");
    expect(pipeline.fleet.started).toHaveLength(60);
    expect(new Set(pipeline.fleet.started.map((deploy) => deploy.host)).size).toBe(60);
  });

  test("hosts of a worker that died are asked, and finished by another", async () => {
    const pipeline = await createPipeline(db);
    const first = await pipeline.startWorker();
    pipeline.fleet.host("web-2").behave({ does: "hang" });
    await pipeline.landPassed("A change");
    await vi.waitFor(() => expect(pipeline.fleet.started.map((each) => each.host)).toContain("web-2"), inTime);
    // What a kill leaves: the worker is silent, the command on the host goes on and ends well.
    await db.prisma
      .$executeRaw`UPDATE "WorkerProcess" SET "beatAt" = now() - interval '1 hour' WHERE id <> ${first.id}`;
    await db.prisma.$executeRaw`UPDATE "HostDeploy" SET "workerId" = 'gone' WHERE state = 'running'`;
    await db.prisma.$executeRaw`UPDATE "WorkerProcess" SET "steadySince" = now() - interval '1 hour'`;
    pipeline.fleet.host("web-2").finish();
    const rollout = await waitForState(pipeline, "succeeded");
    expect(pipeline.fleet.started.filter((each) => each.host === "web-2")).toHaveLength(1);
    expect(settle(rollout)["web-2"]).toBe("succeeded");
  });
});

const accessLog = "/var/log/access.log";

function stages(concurrency: number) {
  return [
    { name: "canary", hosts: { count: 1 }, concurrency: 1 },
    { name: "fleet", hosts: "rest" as const, concurrency },
  ];
}
