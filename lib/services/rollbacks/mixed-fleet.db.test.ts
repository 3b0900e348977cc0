import { beforeEach, describe, expect, test } from "vitest";
import { lookAtMixedFleet } from "@/lib/queries/look-at-mixed-fleet";
import { freezeProject } from "@/lib/services/freezes/freeze-project";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import { finishFleet } from "./finish-fleet";
import { leaveFleet } from "./leave-fleet";
import { startRollback } from "./start-rollback";

const db = await createTestDatabase();
let story: FleetStory;

/** #1 is good on all hosts; #2 was aborted when one of four had it. */
beforeEach(async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 3 });
  await story.rollOut(testSha(1));
  await story.rollOut(testSha(3), { state: "aborted", on: ["web-1"] });
});

const look = async () => (await lookAtMixedFleet(db.prisma, await story.readProject()))?.view ?? null;
const finish = (toRevision: string) =>
  finishFleet(story.ctx, { projectId: story.project.id, toRevision, reason: "it is good" });

describe("a fleet that an abort left mixed", () => {
  test("is told as such, with what can be done", async () => {
    expect(await look()).toEqual({
      fleet: [
        { revision: testSha(1), hosts: 3, setAside: false },
        { revision: testSha(3), hosts: 1, setAside: false },
      ],
      rollout: 2,
      kind: "forward",
      state: "aborted",
      finish: { toRevision: testSha(3), hosts: 3, refusal: null },
      rollBack: { toRevision: testSha(1), hosts: 1 },
      left: null,
    });
  });

  test("stays so until every host is on one revision, a host nobody can tell of included", async () => {
    await story.setRevision("web-1", null);
    expect((await look())?.fleet).toContainEqual({ revision: null, hosts: 1, setAside: false });
    await story.setRevision("web-1", testSha(1));
    expect(await look()).toBeNull();
  });

  test("is not told of while a rollout is at work on it", async () => {
    await finish(testSha(3));
    expect(await look()).toBeNull();
    await expect(finish(testSha(3))).rejects.toThrow("or a rollout is at work on them");
  });

  test("is finished on the other hosts, stage by stage, though the automation is halted", async () => {
    const rollout = await finish(testSha(3));
    expect(rollout).toMatchObject({ kind: "forward", fromRevision: testSha(1), toRevision: testSha(3) });
    expect(await story.hostStates(rollout.id)).toEqual({ queued: 3 });
    expect(rollout.policy.stages).toHaveLength(2);
  });

  test("is not finished to something else than was shown, nor while the project is frozen", async () => {
    await expect(finish(testSha(2))).rejects.toThrow("it would be finished to 0003000 now");
    await freezeProject(story.ctx, { projectId: story.project.id, reason: "the database moves", seconds: 3600 });
    await expect(finish(testSha(3))).rejects.toThrow(/^Frozen until/);
  });

  test("is not finished to what failed its canary, which nobody would watch on the way to the others", async () => {
    const failed = await story.rollOut(testSha(3), { state: "failed", on: ["web-1"] });
    await db.prisma.stage.updateMany({ where: { rolloutId: failed.id }, data: { verdict: { verdict: "fail" } } });
    expect((await look())?.finish).toMatchObject({ refusal: "0003000 failed on fleet." });
    await expect(finish(testSha(3))).rejects.toThrow("0003000 failed on fleet.");
  });

  test("whose way back was cut off is finished by going on back", async () => {
    const wish = { to: null, reason: "it is slow", watchCanary: false, allHosts: true, acceptRisks: false };
    const rollback = await startRollback(story.ctx, { projectId: story.project.id, ...wish });
    await story.finish(rollback.id, { state: "aborted", on: ["web-2"] });
    expect(await look()).toMatchObject({
      kind: "rollback",
      finish: { toRevision: testSha(1), hosts: 1 },
      rollBack: null,
    });
    expect(await finish(testSha(1))).toMatchObject({ kind: "rollback", undoes: 2, toRevision: testSha(1) });
  });

  test("is left so by a person with a reason, until the next rollout", async () => {
    await leaveFleet(story.ctx, { projectId: story.project.id, reason: "we compare the two" });
    expect((await look())?.left).toEqual({ by: "ana", at: expect.any(String), reason: "we compare the two" });
    await story.rollOut(testSha(2), { state: "failed", on: ["web-2"] });
    expect((await look())?.left).toBeNull();
  });

  test("that is on one revision cannot be left mixed", async () => {
    await story.setRevision("web-1", testSha(1));
    const wish = { projectId: story.project.id, reason: "there is nothing" };
    await expect(leaveFleet(story.ctx, wish)).rejects.toThrow("Every host runs the same revision");
  });
});
