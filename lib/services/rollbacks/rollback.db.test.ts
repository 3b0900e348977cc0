import { beforeEach, describe, expect, test } from "vitest";
import { freezeProject } from "@/lib/services/freezes/freeze-project";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { testSha } from "@/lib/testing/project";
import { lockCommit } from "../commits/lock-commit";
import { resumeAutomation } from "../projects/resume-automation";
import { startRollback } from "./start-rollback";

const db = await createTestDatabase();
let story: FleetStory;

/** Five commits; #1 brought the second, #2 the fourth, both to all four hosts. */
beforeEach(async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 5 });
  await story.rollOut(testSha(2));
  await story.rollOut(testSha(4));
});

const wish = (changes = {}) => ({
  projectId: story.project.id,
  to: null,
  reason: "pages are slow",
  watchCanary: false,
  allHosts: false,
  acceptRisks: false,
  ...changes,
});

const begin = (changes = {}) => startRollback(story.ctx, wish(changes));

describe("a rollback", () => {
  test("goes to the last good revision, on all hosts at once and without a bake", async () => {
    const rollback = await begin();
    expect(rollback).toMatchObject({ kind: "rollback", undoes: 2, toRevision: testSha(2), fromRevision: testSha(4) });
    expect(rollback.commitCount).toBe(2);
    expect(rollback.policy.stages).toEqual([{ name: "fleet", hosts: "rest", concurrency: 200 }]);
    await story.advance(rollback.id);
    expect(await story.hostStates(rollback.id)).toEqual({ queued: 4 });
  });

  test("is watched stage by stage when a person wants it", async () => {
    const rollback = await begin({ watchCanary: true });
    expect(rollback.policy.stages.map(({ name, bake }) => [name, bake !== undefined])).toEqual([
      ["canary", true],
      ["fleet", false],
    ]);
  });

  test("does not touch hosts that run the target already, unless asked", async () => {
    await story.setRevision("web-1", testSha(2));
    const rollback = await begin();
    expect(await story.hostStates(rollback.id)).toEqual({ queued: 3 });
    await story.finish(rollback.id, { state: "aborted" });
    expect(await story.hostStates((await begin({ allHosts: true })).id)).toEqual({ queued: 4 });
  });

  test("halts the automation and locks what it takes back; resuming unlocks exactly that", async () => {
    await lockCommit(story.ctx, { projectId: story.project.id, sha: testSha(3), locked: true, reason: "mine alone" });
    const { number } = await begin();
    expect((await story.readProject()).haltReason).toBe(
      `#2 is rolled back to 0002000 by #${number}, asked for by ana: pages are slow. The commit it takes back is locked until a person resumes.`,
    );
    expect(await story.locks()).toEqual({
      [testSha(3)]: "mine alone",
      [testSha(4)]: `Taken back by #${number}, the rollback of #2: pages are slow`,
    });
    await resumeAutomation(story.ctx, { projectId: story.project.id, reason: "it is fixed", markBad: [] });
    expect(await story.locks()).toEqual({ [testSha(3)]: "mine alone" });
    expect((await story.readProject()).haltedAt).toBeNull();
  });

  test("begins in spite of a freeze", async () => {
    await freezeProject(story.ctx, { projectId: story.project.id, reason: "the database moves", seconds: 3600 });
    const rollback = await begin();
    await story.advance(rollback.id);
    expect((await story.read(rollback.id)).state).toBe("deploying");
  });

  test("tries every host, and fails at the end when too many failed; that is the cause of the halt then", async () => {
    const rollback = await begin();
    await story.advance(rollback.id);
    await story.settle(rollback.id, { "web-1": "failed", "web-2": "succeeded", "web-3": "succeeded" });
    await story.advance(rollback.id);
    expect((await story.read(rollback.id)).state).toBe("deploying");
    await story.settle(rollback.id, { "web-4": "succeeded" });
    await story.advance(rollback.id);
    expect(await story.read(rollback.id)).toMatchObject({
      state: "failed",
      failureReason: expect.stringMatching(/^1 of 4/),
    });
    expect((await story.readProject()).haltReason).toMatch(/^Rollout #3 failed: 1 of 4 hosts/);
  });
});

describe("where it may go", () => {
  test("to an older revision that was good", async () => {
    await story.rollOut(testSha(5));
    expect((await begin({ to: testSha(2) })).toRevision).toBe(testSha(2));
  });

  test("not to what is newer, unknown or where everything is already", async () => {
    await expect(begin({ to: testSha(5) })).rejects.toThrow("not older than 0004000");
    await expect(begin({ to: "ffff" })).rejects.toThrow("no commit ffff");
    for (const host of ["web-1", "web-2", "web-3", "web-4"]) await story.setRevision(host, testSha(2));
    await expect(begin({ to: testSha(1), acceptRisks: true })).resolves.toMatchObject({ undoes: 1 });
  });

  test("to what was never on a host, or past an author's warning, only when the risk is accepted", async () => {
    await expect(begin({ to: testSha(3) })).rejects.toThrow("0003000 has never been on a host. Accept the risk");
    await story.setMessage(testSha(4), "Drop it\n\nUnsafe-to-roll-back: the column is gone");
    await expect(begin()).rejects.toThrow("0004000 says that it is unsafe to roll back: the column is gone.");
    expect((await begin({ acceptRisks: true })).toRevision).toBe(testSha(2));
  });

  test("never by itself to a failed one, nor to one that was taken back", async () => {
    const failed = await story.rollOut(testSha(5), { state: "failed", on: ["web-1"] });
    const rollback = await begin();
    expect([rollback.toRevision, rollback.undoes]).toEqual([testSha(4), failed.number]);
    await story.finish(rollback.id, { state: "succeeded" });
    const further = await begin();
    expect([further.toRevision, further.undoes]).toEqual([testSha(2), rollback.number]);
  });

  test("an unfinished way back is gone on with: the same is taken back, to the same", async () => {
    const first = await begin();
    await story.finish(first.id, { state: "aborted", on: ["web-1"] });
    const second = await begin();
    expect(second).toMatchObject({ undoes: 2, fromRevision: testSha(4), toRevision: testSha(2) });
    expect(await story.hostStates(second.id)).toEqual({ queued: 3 });
  });
});

describe("what stands in its way", () => {
  test("a rollout that runs has to end first", async () => {
    const running = await story.begin(testSha(5));
    await expect(begin()).rejects.toThrow(`Rollout #${running.number} is about to start: it has to end first.`);
  });

  test("something else would leave production than what was on the screen", async () => {
    await expect(begin({ fromRevision: testSha(2) })).rejects.toThrow("it is 0004000 now; look again");
    expect((await begin({ fromRevision: testSha(4) })).number).toBe(3);
  });

  test("two people at once start one", async () => {
    const both = await Promise.allSettled([begin(), begin()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});
