import { afterEach, beforeEach, expect, test } from "vitest";
import { findProjectBySlug } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import type { Permission } from "@/lib/domain/access/permissions";
import type { Principal } from "@/lib/domain/access/principal";
import { createTestDatabase } from "@/lib/testing/database";
import { dumpTables } from "@/lib/testing/dump-tables";
import { createFleetStory, type FleetStory } from "@/lib/testing/fleet-story";
import { listOutsiders } from "@/lib/testing/list-outsiders";
import { testProjectFile, testSha } from "@/lib/testing/project";
import { addPerson } from "@/lib/testing/sign-in-people";
import { breakAudit } from "@/lib/testing/tamper-with-audit";
import { lockCommit } from "../commits/lock-commit";
import { markCommit } from "../commits/mark-commit";
import { setHostAside } from "../fleet/set-host-aside";
import { takeHostBack } from "../fleet/take-host-back";
import { freezeProject } from "../freezes/freeze-project";
import { liftFreeze } from "../freezes/lift-freeze";
import { setRole } from "../people/set-role";
import { applyProjectFile } from "../projects/apply-project-file";
import { haltAutomation } from "../projects/halt-automation";
import { resumeAutomation } from "../projects/resume-automation";
import { setMode } from "../projects/set-mode";
import { finishFleet } from "../rollbacks/finish-fleet";
import { leaveFleet } from "../rollbacks/leave-fleet";
import { startRollback } from "../rollbacks/start-rollback";
import { abortRollout } from "../rollouts/abort-rollout";
import { answerQuestion } from "../rollouts/answer-question";
import { decideHost } from "../rollouts/decide-host";
import { explainAbort } from "../rollouts/explain-abort";
import { extendCanary } from "../rollouts/extend-canary";
import { forceStop } from "../rollouts/force-stop";
import { resolveHold } from "../rollouts/resolve-hold";
import { startRollout } from "../rollouts/start-rollout";
import { stopCanary } from "../rollouts/stop-canary";
import { changeSource } from "../sources/change-source";
import { createSource } from "../sources/create-source";
import { dropOldSecret } from "../sources/drop-old-secret";
import { rotateSecret } from "../sources/rotate-secret";
import { reportTestRun } from "../test-runs/report-test-run";
import { createToken } from "../tokens/create-token";
import { revokeToken } from "../tokens/revoke-token";

const db = await createTestDatabase();
const reason = "because we want it";
await db.prisma.workerProcess.create({
  data: { id: "w", hostname: "here", pid: 1, beatAt: new Date(Date.now() + 3_600_000) },
});
let story: FleetStory;
let projectId: number;
let mend: () => Promise<void> = async () => {};

/** Two of five commits are live on four hosts; ana acts, through request 7. */
beforeEach(async () => {
  story = await createFleetStory(db, { hosts: 4, commits: 5 });
  come({ kind: "machine" });
  projectId = story.project.id;
  await story.rollOut(testSha(1));
  await story.rollOut(testSha(2));
});
afterEach(async () => {
  await mend();
});

/** From now on the request is one of this principal, as if nobody had looked at their right before. */
function come(principal: Principal): void {
  story.ctx.request = { id: "request 7", address: "10.1.2.3", principal };
}

type ActCase = {
  needs: Permission;
  target: string;
  /** What must have been before. */
  before?: () => Promise<unknown>;
  run: () => Promise<unknown>;
};

const host = () => ({ projectId, host: "web-2", reason });
const commit = () => ({ projectId, sha: testSha(4), reason });
const toBegin = () => ({ fromRevision: testSha(2), toRevision: testSha(3), trunkHead: testSha(5), reason });
const address = { baseUrl: "http://localhost" };
const newToken = () => ({ projectId, name: "ci", scopes: ["report:write" as const], days: 1, replace: false });
const createGithub = () =>
  createSource(story.ctx, { project: story.project, name: "github", kind: "github", api: null, ...address });
const rotate = async () =>
  rotateSecret(story.ctx, { key: await keyOfGithub(), project: story.project.slug, reason: null, ...address });
const rollback = () => ({ to: null, watchCanary: false, allHosts: false, acceptRisks: true });

async function keyOfGithub(): Promise<string> {
  return (await db.prisma.source.findFirstOrThrow({ where: { projectId } })).key;
}

let rollout: RolloutRow;
const inRollout = () => ({ rolloutId: rollout.id, reason });

/** The third rollout, as far as a test needs it. */
async function begin(columns: { state: string; question?: string }): Promise<void> {
  rollout = await story.begin(testSha(3));
  await db.prisma.rollout.update({ where: { id: rollout.id }, data: columns });
}

async function failOneHost(): Promise<void> {
  await begin({ state: "deploying" });
  await story.settle(rollout.id, { "web-2": "failed" });
}

/** Its only stage has been deployed, and its numbers are watched for another minute. */
async function watchOne(): Promise<void> {
  await begin({ state: "baking" });
  await story.settle(rollout.id, Object.fromEntries([1, 2, 3, 4].map((host) => [`web-${host}`, "succeeded" as const])));
  const times = { deployedAt: new Date(), bakeUntil: new Date(Date.now() + 60_000), sampledAt: new Date() };
  await db.prisma.stage.updateMany({ where: { rolloutId: rollout.id }, data: times });
}

const report = () => ({
  ...{ projectId, sha: testSha(4), context: "unit", status: "passed" as const, url: null, source: "ci" },
  ...{ startedAt: null, finishedAt: null, attempt: 1 },
});

const acts: Record<string, ActCase> = {
  haltAutomation: { needs: "steer", target: "automation", run: () => haltAutomation(story.ctx, { projectId, reason }) },
  resumeAutomation: {
    needs: "steer",
    target: "automation",
    before: () => haltAutomation(story.ctx, { projectId, reason }),
    run: () => resumeAutomation(story.ctx, { projectId, reason, markBad: [testSha(4)] }),
  },
  setMode: {
    needs: "steer",
    target: "automation",
    run: () => setMode(story.ctx, { projectId, mode: "confirm", reason }),
  },
  freezeProject: {
    needs: "steer",
    target: "freeze",
    run: () => freezeProject(story.ctx, { projectId, seconds: 60, reason }),
  },
  liftFreeze: {
    needs: "steer",
    target: "freeze",
    before: () => freezeProject(story.ctx, { projectId, seconds: 60, reason }),
    run: () => liftFreeze(story.ctx, { projectId, reason }),
  },
  explainAbort: {
    needs: "abort",
    target: "rollout #3",
    before: async () => {
      await begin({ state: "aborting" });
      await db.prisma.rollout.update({ where: { id: rollout.id }, data: { abortRequestedAt: new Date() } });
    },
    run: () => explainAbort(story.ctx, { rolloutId: rollout.id, reason }),
  },
  forceStop: {
    needs: "deploy",
    target: "rollout #3",
    before: async () => {
      await begin({ state: "aborting" });
      await db.prisma.$executeRaw`
        UPDATE "Rollout" SET "abortRequestedAt" = now() - interval '6 seconds' WHERE id = ${rollout.id}`;
    },
    run: () => forceStop(story.ctx, inRollout()),
  },
  applyProjectFile: {
    needs: "configure",
    target: "project file",
    run: () => applyProjectFile(story.ctx, testProjectFile(story.project.slug, 5)),
  },
  markCommit: {
    needs: "steer",
    target: `commit ${testSha(4)}`,
    run: () => markCommit(story.ctx, { ...commit(), mark: "bad" }),
  },
  lockCommit: {
    needs: "steer",
    target: `commit ${testSha(4)}`,
    run: () => lockCommit(story.ctx, { ...commit(), locked: true }),
  },
  setHostAside: { needs: "steer", target: "host web-2", run: () => setHostAside(story.ctx, host()) },
  takeHostBack: {
    needs: "steer",
    target: "host web-2",
    before: () => setHostAside(story.ctx, host()),
    run: () => takeHostBack(story.ctx, host()),
  },
  createSource: { needs: "configure", target: "source github", run: createGithub },
  changeSource: {
    needs: "configure",
    target: "source github",
    before: createGithub,
    run: async () => changeSource(story.ctx, await keyOfGithub(), { enabled: false, requiredContexts: ["unit"] }),
  },
  rotateSecret: { needs: "configure", target: "source github", before: createGithub, run: rotate },
  dropOldSecret: {
    needs: "configure",
    target: "source github",
    before: () => createGithub().then(rotate),
    run: async () => dropOldSecret(story.ctx, { key: await keyOfGithub(), reason: null }),
  },
  createToken: { needs: "configure", target: "token ci", run: () => createToken(story.ctx, newToken()) },
  revokeToken: {
    needs: "configure",
    target: "token ci",
    before: () => createToken(story.ctx, newToken()),
    run: () => revokeToken(story.ctx, { projectId, name: "ci" }),
  },
  recordTestRun: {
    needs: "report",
    target: `test unit of commit ${testSha(4).slice(0, 7)}`,
    run: () => reportTestRun(story.ctx, report()),
  },
  startRollout: {
    needs: "deploy",
    target: "rollout #3",
    before: () => db.prisma.project.update({ where: { id: projectId }, data: { trunkHead: testSha(5) } }),
    run: () => startRollout(story.ctx, { projectId, target: toBegin() }),
  },
  startRollback: {
    needs: "deploy",
    target: "rollout #3",
    run: () => startRollback(story.ctx, { projectId, reason, ...rollback() }),
  },
  finishFleet: {
    needs: "deploy",
    target: "rollout #4",
    before: () => story.rollOut(testSha(3), { state: "aborted", on: ["web-1"] }),
    run: () => finishFleet(story.ctx, { projectId, toRevision: testSha(3), reason }),
  },
  leaveFleet: {
    needs: "deploy",
    target: "fleet",
    before: () => story.rollOut(testSha(3), { state: "aborted", on: ["web-1"] }),
    run: () => leaveFleet(story.ctx, { projectId, reason }),
  },
  answerQuestion: {
    needs: "deploy",
    target: "rollout #3",
    before: () => begin({ state: "proposed", question: "commit" }),
    run: () => answerQuestion(story.ctx, { ...inRollout(), question: "commit", answer: "no" }),
  },
  resolveHold: {
    needs: "deploy",
    target: "rollout #3",
    before: () => begin({ state: "held" }),
    run: () => resolveHold(story.ctx, { ...inRollout(), action: "fail" }),
  },
  stopCanary: {
    needs: "abort",
    target: "rollout #3",
    before: watchOne,
    run: () => stopCanary(story.ctx, { rolloutId: rollout.id, stage: "fleet" }),
  },
  extendCanary: {
    needs: "deploy",
    target: "rollout #3",
    before: watchOne,
    run: () => extendCanary(story.ctx, { rolloutId: rollout.id, stage: "fleet", until: Date.now() + 600_000 }),
  },
  decideHost: {
    needs: "deploy",
    target: "host web-2 in rollout #3",
    before: failOneHost,
    run: () => decideHost(story.ctx, { ...inRollout(), host: "web-2", action: "skip" }),
  },
};

const readEntries = () => db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } });

/** All that tells of what was done. */
async function readTraces() {
  const [events, rolloutEvents, runs, project] = await Promise.all([
    db.prisma.projectEvent.count({ where: { projectId } }),
    db.prisma.rolloutEvent.count({ where: { rollout: { projectId } } }),
    db.prisma.testRun.count({ where: { projectId } }),
    findProjectBySlug(db.prisma, story.project.slug),
  ]);
  return { events, rolloutEvents, runs, project };
}

test.each(Object.entries(acts))(
  "%s writes one entry, in its own transaction",
  async (name, { target, before, run }) => {
    await before?.();
    const [entries, traces] = [await readEntries(), await readTraces()];
    mend = await breakAudit(db);
    await expect(run()).rejects.toThrow("nothing_more");
    expect(await readTraces()).toEqual(traces);
    await mend();
    await run();
    const added = (await readEntries()).slice(entries.length);
    const actor = { actorKind: "user", actorName: "ana", requestId: "request 7", address: "10.1.2.3" };
    const { slug } = story.project;
    expect(added).toEqual([
      expect.objectContaining({ action: name, target, outcome: "done", project: slug, actedAt: null, ...actor }),
    ]);
    expect(await readTraces()).not.toEqual(traces);
  },
);

/** All that is stored, but for who had a rollout in hand last: that is taken in hand to look at it. */
async function readEverything(): Promise<string[]> {
  await db.prisma.rollout.updateMany({ data: { leaseOwner: null, leaseEpoch: 0, leaseExpiresAt: null } });
  return (await dumpTables(db.pool)).split("\n").toSorted();
}

/** Whoever gets past the door by a mistake there is stopped here. */
async function refusesOutsiders(permission: Permission, run: () => Promise<unknown>): Promise<void> {
  const before = await readEverything();
  const asked = story.ctx.asked.length;
  for (const [who, principal] of Object.entries(listOutsiders(permission, story.project.slug))) {
    come(principal);
    const code = principal.kind === "nobody" ? "unauthenticated" : "forbidden";
    await expect(run(), who).rejects.toMatchObject({ code });
  }
  expect(await readEverything()).toEqual(before);
  expect(story.ctx.asked).toHaveLength(asked);
}

test.each(Object.entries(acts))(
  "%s looks at the right of whoever asks, and changes nothing for want of it",
  async (_name, { needs, before, run }) => {
    await before?.();
    await refusesOutsiders(needs, run);
  },
);

test("letting a held rollout go on needs more than ending it, and rolling back more than an abort", async () => {
  await begin({ state: "held" });
  await refusesOutsiders("override", () => resolveHold(story.ctx, { ...inRollout(), action: "continue" }));
  const abort = { rolloutId: rollout.id, thenRollBack: {} };
  await refusesOutsiders("deploy", () => abortRollout(story.ctx, abort));
});

test("an abort needs to be asked for by somebody who may see the project", async () => {
  await begin({ state: "deploying" });
  await refusesOutsiders("abort", () => abortRollout(story.ctx, { rolloutId: rollout.id }));
});

test("the entry of a new token tells what names it in the entries of what is done with it", async () => {
  const { token } = await createToken(story.ctx, newToken());
  const [newest] = (await readEntries()).slice(-1);
  expect(newest?.details).toMatchObject({ prefix: token.slice(0, "srn_".length + 8) });
});

const newestDetails = async () => (await readEntries()).at(-1)?.details;
const by = { by: "machine" };

test("an act that replaces something tells what was before and after", async () => {
  const { ctx } = story;
  await markCommit(ctx, { ...commit(), mark: "bad" });
  const none = { mark: "none", revertedBy: null };
  const bad = { mark: "bad", revertedBy: null };
  expect(await newestDetails()).toEqual({ before: { ...none, reason: null, by: null }, after: bad, ...by });
  await markCommit(ctx, { ...commit(), mark: "reverted", revertedBy: testSha(5) });
  const reverted = { mark: "reverted", revertedBy: testSha(5) };
  expect(await newestDetails()).toEqual({ before: { ...bad, reason, by: "ana" }, after: reverted, ...by });
  await markCommit(ctx, { ...commit(), mark: "none" });
  expect(await newestDetails()).toEqual({ before: { ...reverted, reason, by: "ana" }, after: none, ...by });

  await lockCommit(ctx, { ...commit(), locked: true });
  await lockCommit(ctx, { ...commit(), locked: false, reason: "it may go" });
  const locked = { locked: true, reason, by: "ana" };
  expect(await newestDetails()).toEqual({ before: locked, after: { locked: false }, ...by });

  await freezeProject(ctx, { projectId, seconds: 60, reason });
  expect(await newestDetails()).toEqual({ before: null, after: { seconds: 60 }, ...by });
  await freezeProject(ctx, { projectId, seconds: 90, reason: "for longer" });
  const first = { until: expect.any(String), by: "ana", reason };
  expect(await newestDetails()).toEqual({ before: first, after: { seconds: 90 }, ...by });
  await liftFreeze(ctx, { projectId, reason });
  expect(await newestDetails()).toEqual({ before: { ...first, reason: "for longer" }, after: null, ...by });
});

test("a role that is given or taken away tells the roles before and after", async () => {
  const email = await addPerson({ db }, "cleo", { role: "admin" });
  await addPerson({ db }, "dan", { role: "admin" });
  await setRole(story.ctx, { email, projectId, role: "operator" });
  const there = { [story.project.slug]: "operator" };
  expect(await newestDetails()).toMatchObject({
    before: { everywhere: "admin", inProject: {} },
    after: { everywhere: "admin", inProject: there },
  });
  await setRole(story.ctx, { email, projectId: null, role: null });
  expect(await newestDetails()).toMatchObject({ after: { everywhere: null, inProject: there } });
});

test("a project file tells the hash of its text as it is shown, before and after; another secret makes no other", async () => {
  const file = (hosts: number, password: string) => {
    const { source, ...rest } = testProjectFile(story.project.slug, hosts);
    return { ...rest, source: `${source}\n# https://ana:${password}@git.example.org/web.git` };
  };
  const hashOf = (key: "before" | "after", details: unknown) =>
    (details as Record<typeof key, { sha256: string }>)[key].sha256;
  await applyProjectFile(story.ctx, file(5, "s3cret"));
  const first = await newestDetails();
  await applyProjectFile(story.ctx, file(5, "an0ther"));
  const second = await newestDetails();
  await applyProjectFile(story.ctx, { ...file(5, "an0ther"), source: "project: other" });
  const third = await newestDetails();
  expect(hashOf("after", first)).toMatch(/^[0-9a-f]{64}$/);
  expect(hashOf("before", second)).toBe(hashOf("after", first));
  expect(hashOf("after", second)).toBe(hashOf("after", first));
  expect(hashOf("after", third)).not.toBe(hashOf("before", third));
});

test("no secret gets into the audit", async () => {
  const { secret } = await createGithub();
  const rotated = await rotate();
  const api = { url: "https://api.github.com", repository: "shop/web", token: "s3cret-of-the-sender" };
  await changeSource(story.ctx, await keyOfGithub(), { api });
  const { token } = await createToken(story.ctx, newToken());
  const text = JSON.stringify(await readEntries());
  for (const hidden of [secret, rotated.secret, api.token, token]) expect(text).not.toContain(hidden);
});

test("a file that changes nothing, and an act that is refused, write no entry", async () => {
  await haltAutomation(story.ctx, { projectId, reason });
  const count = (await readEntries()).length;
  await applyProjectFile(story.ctx, testProjectFile(story.project.slug, 4));
  await expect(haltAutomation(story.ctx, { projectId, reason })).rejects.toThrow("halted already");
  expect(await readEntries()).toHaveLength(count);
});
