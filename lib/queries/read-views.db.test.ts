import { describe, expect, test } from "vitest";
import { commitDetailSchema } from "@/lib/contracts/api";
import { queuePageSchema } from "@/lib/contracts/planning-views";
import {
  commitViewSchema,
  logPageSchema,
  nowViewSchema,
  projectSummarySchema,
  rolloutSummarySchema,
  rolloutViewSchema,
} from "@/lib/contracts/views";
import { appendLog } from "@/lib/db/log";
import { insertTestRun } from "@/lib/db/test-runs";
import { beatWorker } from "@/lib/db/workers";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { listCommits } from "./list-commits";
import { listProjects } from "./list-projects";
import { listQueue } from "./list-queue";
import { listRollouts } from "./list-rollouts";
import { readCommit } from "./read-commit";
import { readLog, readLogPage } from "./read-log-page";
import { readNowView } from "./read-now-view";
import { readRolloutView } from "./read-rollout-view";

const db = await createTestDatabase();
const tx = db.prisma;

async function startRollout(slug: string, range: { from: number | null; to: number }) {
  const project = await tx.project.findUniqueOrThrow({
    where: { slug },
    include: { hosts: { orderBy: { id: "asc" } } },
  });
  const [first, ...others] = project.hosts.map((host) => host.id);
  return startTestRollout(
    tx,
    { id: project.id, policy: project.policy as never },
    {
      fromRevision: range.from === null ? null : testSha(range.from),
      toRevision: testSha(range.to),
      commitCount: range.to - (range.from ?? 0),
      stages: [
        { name: "canary", hostIds: [first as number] },
        { name: "fleet", hostIds: others },
      ],
    },
  );
}

async function finish(id: number, state: string): Promise<void> {
  await tx.$executeRaw`UPDATE "Rollout" SET state = ${state}, "startedAt" = now() - interval '1 minute', "endedAt" = now(),
    "stageIndex" = 1 WHERE id = ${id}`;
}

function passTests(projectId: number, number: number) {
  const times = { startedAt: null, finishedAt: null };
  return insertTestRun(tx, {
    projectId,
    sha: testSha(number),
    context: "unit",
    attempt: 1,
    status: "passed",
    url: null,
    source: "ci",
    ...times,
  });
}

describe("the Now view", () => {
  test("of a project that has just begun is complete and empty", async () => {
    const view = nowViewSchema.parse(await readNowView(tx, await createTestProject(db, "empty")));
    expect(view).toMatchObject({ doing: null, queue: [], queueTotal: 0, did: [], live: null });
    expect(view.fleet).toEqual([{ revision: null, hosts: 4, setAside: false }]);
  });

  test("tells what was done, is being done, and waits", async () => {
    const project = await createTestProject(db, "now", { commits: 6 });
    await passTests(project.id, 4);
    const done = await startRollout("now", { from: null, to: 1 });
    await finish(done.id, "succeeded");
    const failed = await startRollout("now", { from: 1, to: 2 });
    await finish(failed.id, "failed");
    await startRollout("now", { from: 1, to: 3 });
    await beatWorker(tx, { id: "w1", hostname: "here", pid: 1, gapSeconds: 15 });

    const view = nowViewSchema.parse(await readNowView(tx, project));
    expect(view.doing).toMatchObject({ number: 3, state: "pending", commitCount: 2 });
    expect(view.doing?.commits.map((commit) => commit.sha)).toEqual([testSha(2), testSha(3)]);
    expect(view.doing?.hosts).toMatchObject({ total: 4, queued: 4 });
    expect(view.queue.map((commit) => [commit.sha, commit.testStatus])).toEqual([
      [testSha(4), "passed"],
      [testSha(5), "pending"],
      [testSha(6), "pending"],
    ]);
    expect(view.queue[0]).toMatchObject({ author: "Bo", authorEmail: "bo@example.org" });
    expect(view.queue[0]?.reason.text.length).toBeGreaterThan(5);
    expect(view.did.map((rollout) => [rollout.number, rollout.state])).toEqual([
      [2, "failed"],
      [1, "succeeded"],
    ]);
    expect(view.live).toMatchObject({ revision: testSha(1), title: "Change 1", number: 1 });
    expect(view.next.blockedBy).not.toBeNull();
    expect(view.workersAlive).toBe(1);
  });

  test("tells by when things end even if they take as long as the slowest lately", async () => {
    const project = await createTestProject(db, "slow", { commits: 3 });
    await passTests(project.id, 3);
    for (const minutes of [1, 2, 2, 2, 5]) {
      const { id } = await startRollout("slow", { from: null, to: 1 });
      await finish(id, "succeeded");
      await tx.$executeRaw`UPDATE "Rollout" SET "startedAt" = "endedAt" - ${minutes}::int * interval '1 minute' WHERE id = ${id}`;
    }
    const running = await startRollout("slow", { from: 1, to: 2 });
    await tx.$executeRaw`UPDATE "Rollout" SET state = 'deploying', "startedAt" = now() WHERE id = ${running.id}`;

    const { doing, queue } = nowViewSchema.parse(await readNowView(tx, project));
    const secondsAfter = (from: string | null | undefined, to: string | null | undefined) =>
      Math.round((Date.parse(to ?? "") - Date.parse(from ?? "")) / 1000);
    expect(secondsAfter(doing?.startedAt, doing?.expectedEndAt)).toBe(120);
    expect(secondsAfter(doing?.startedAt, doing?.latestEndAt)).toBe(300);
    // The one that runs and the one that takes the commit may both be that slow.
    expect(secondsAfter(queue[0]?.forecast?.liveAt, queue[0]?.forecast?.latestAt)).toBe(2 * (300 - 120));
  });

  test("goes on where it ends, page by page, from whatever was seen last", async () => {
    const project = await createTestProject(db, "long", { commits: 205 });
    await passTests(project.id, 203);
    const view = await readNowView(tx, project);
    expect([view.queue.length, view.queueTotal]).toEqual([200, 205]);
    const page = (after: number | null, limit: number) =>
      listQueue(tx, project, { after: after === null ? null : testSha(after), limit });
    const { serverTime, ...next } = queuePageSchema.parse(await page(200, 3));
    expect(next.queue.map((commit) => [commit.sha, commit.testStatus])).toEqual([
      [testSha(201), "pending"],
      [testSha(202), "pending"],
      [testSha(203), "passed"],
    ]);
    expect(next.newer).toBe(2);
    const whole = await page(null, 1000);
    expect(whole.queue.slice(0, 200)).toEqual(view.queue);
    expect(whole.queue.slice(200, 203)).toEqual(next.queue);
    expect(await page(205, 100)).toMatchObject({ queue: [], newer: 0 });

    // What was seen last has been deployed meanwhile: the page begins with what waits now.
    const done = await startRollout("long", { from: null, to: 3 });
    await finish(done.id, "succeeded");
    expect((await page(1, 1)).queue.map(({ sha }) => sha)).toEqual([testSha(4)]);
    await expect(page(999, 1)).rejects.toMatchObject({ code: "not-found" });
  });

  test("hides what opens the repository, and so does the list of projects", async () => {
    const project = await createTestProject(db, "secret");
    const data = { repositoryUrl: "https://oauth2:TOKEN@git.example.org/shop/web.git" };
    await tx.project.update({ where: { id: project.id }, data });
    const view = await readNowView(tx, { ...project, ...data });
    expect(view.repositoryUrl).toBe("https://***@git.example.org/shop/web.git");
    expect(JSON.stringify([view, await listProjects(tx)])).not.toContain("TOKEN");
  });

  test("numbers grow with every read", async () => {
    const project = await createTestProject(db, "seq");
    const first = await readNowView(tx, project);
    const second = await readNowView(tx, project);
    expect(second.seq).toBeGreaterThan(first.seq);
  });
});

describe("the rollout view", () => {
  test("shows the newest attempt of each host, stages by state, and what can be done", async () => {
    const project = await createTestProject(db, "one", { commits: 2 });
    const good = await startRollout("one", { from: null, to: 1 });
    await finish(good.id, "succeeded");
    const rollout = await startRollout("one", { from: 1, to: 2 });
    await tx.$executeRaw`UPDATE "Rollout" SET state = 'deploying', "stageIndex" = 1, "startedAt" = now() WHERE id = ${rollout.id}`;
    const deploys = await tx.hostDeploy.findMany({ where: { rolloutId: rollout.id }, orderBy: { id: "asc" } });
    const [canary, second] = deploys;
    await tx.hostDeploy.update({ where: { id: canary?.id as number }, data: { state: "succeeded" } });
    await tx.hostDeploy.update({ where: { id: second?.id as number }, data: { state: "failed", reason: "Exit 1." } });
    await tx.$executeRaw`INSERT INTO "HostDeploy" ("rolloutId", "stageId", "hostId", attempt, state)
      SELECT "rolloutId", "stageId", "hostId", 2, 'running' FROM "HostDeploy" WHERE id = ${second?.id as number}`;

    const view = rolloutViewSchema.parse(await readRolloutView(tx, project, 2));
    expect(view.stages.map((stage) => stage.state)).toEqual(["passed", "deploying"]);
    expect(view.hosts).toEqual({ total: 4, queued: 2, running: 1, succeeded: 1, failed: 0, skipped: 0, unknown: 0 });
    expect(view.hostDeploys.map((deploy) => [deploy.host, deploy.stage, deploy.attempt, deploy.state])).toEqual([
      ["web-1", 0, 1, "succeeded"],
      ["web-2", 1, 2, "running"],
      ["web-3", 1, 1, "queued"],
      ["web-4", 1, 1, "queued"],
    ]);
    expect(view.events.map((event) => event.event)).toEqual(["created"]);
    expect(view.lastGood).toEqual({ number: 1, revision: testSha(1) });
    expect(view.projectFile).toEqual({ revision: 1, limits: ["5xx < 0.5 %", "2xx >= 90 %"] });
    expect(view.can.abort.ok).toBe(true);
    expect(view.expectedEndAt).not.toBeNull();
  });

  test("says since when nobody works on it", async () => {
    const project = await createTestProject(db, "silent", { commits: 1 });
    await startRollout("silent", { from: null, to: 1 });
    await beatWorker(tx, { id: "w1", hostname: "here", pid: 1, gapSeconds: 15 });
    expect((await readRolloutView(tx, project, 1)).workerSilentSince).toBeNull();
    await tx.$executeRaw`UPDATE "WorkerProcess" SET "beatAt" = now() - interval '40 seconds'`;
    const { workerSilentSince } = await readRolloutView(tx, project, 1);
    expect(Date.now() - Date.parse(workerSilentSince ?? "")).toBeGreaterThan(30_000);
  });

  test("names the version of the project file it began with, with its limits, whatever was applied since", async () => {
    const project = await createTestProject(db, "versions", { commits: 1 });
    const { id } = await startRollout("versions", { from: null, to: 1 });
    await tx.$executeRaw`UPDATE "Rollout" SET "policyRevision" = 3,
      policy = jsonb_set(policy, '{canary,rules}', '[{"metric": "5xx", "op": "<", "pct": 0.4}]') WHERE id = ${id}`;
    const { projectFile } = await readRolloutView(tx, project, 1);
    expect(projectFile).toEqual({ revision: 3, limits: ["5xx < 0.4 %"] });
  });

  test("tells no limits where nothing is judged", async () => {
    const project = await createTestProject(db, "unjudged", { commits: 1 });
    const { id } = await startRollout("unjudged", { from: null, to: 1 });
    await tx.$executeRaw`UPDATE "Rollout" SET policy = jsonb_set(policy, '{stages,0}', policy->'stages'->1) WHERE id = ${id}`;
    expect((await readRolloutView(tx, project, 1)).projectFile.limits).toEqual([]);
  });

  test("of a rollout that is not there says so", async () => {
    const project = await createTestProject(db, "none");
    await expect(readRolloutView(tx, project, 7)).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("lists", () => {
  test("projects, rollouts and commits have the shapes they promise", async () => {
    const project = await createTestProject(db, "lists", { commits: 5 });
    const rollout = await startRollout("lists", { from: null, to: 2 });
    const { projects } = await listProjects(tx);
    expect(projectSummarySchema.parse(projects.find((each) => each.slug === "lists"))).toMatchObject({
      queueTotal: 3,
      doing: { number: 1 },
    });
    const { rollouts } = await listRollouts(tx, project, { state: null, text: null, before: null, limit: 10 });
    expect(rollouts.map((each) => rolloutSummarySchema.parse(each).number)).toEqual([rollout.number]);
    const { commits } = await listCommits(tx, project, { before: testSha(4), limit: 2 });
    expect(commits.map((commit) => commitViewSchema.parse(commit).sha)).toEqual([testSha(3), testSha(2)]);
    const commit = commitDetailSchema.parse(await readCommit(tx, project, testSha(1).slice(0, 8)));
    expect(commit.rollouts).toEqual([{ number: 1, state: "pending" }]);
    expect((await readCommit(tx, project, testSha(3))).rollouts).toEqual([]);
    await expect(readCommit(tx, project, "ffff")).rejects.toMatchObject({ code: "not-found" });
  });
});

describe("the log", () => {
  test("comes in pages without gap or duplicate, in all and for one host", async () => {
    const project = await createTestProject(db, "log", { commits: 1 });
    const rollout = await startRollout("log", { from: null, to: 1 });
    const log = { kind: "rollout", id: rollout.id } as const;
    const line = (text: string): [number, "out", string] => [1_700_000_000_000, "out", text];
    for (let batch = 0; batch < 30; batch++) {
      await appendLog(tx, { ...log, projectId: project.id }, [
        { host: "a", lines: Array.from({ length: 1 + (batch % 7) }, (_, index) => line(`a${batch}.${index}`)) },
        { host: "b", lines: Array.from({ length: 1 + (batch % 3) }, (_, index) => line(`b${batch}.${index}`)) },
      ]);
    }
    const all = await readLog(tx, { log, after: 0, limit: 5000, host: null });
    expect(all.map((each) => each.line)).toEqual(all.map((_, index) => index + 1));
    for (const host of [null, "a", "b"]) {
      const want = all.filter((each) => host === null || each.host === host);
      const paged: typeof all = [];
      for (let after = 0; ; ) {
        const page = logPageSchema.parse(await readLogPage(tx, { log, after, limit: 4, host }));
        expect(page.total).toBe(want.length);
        expect(page.lines.length).toBe(Math.min(4, want.length - paged.length));
        paged.push(...page.lines);
        const last = page.lines.at(-1);
        if (!last) break;
        after = last.line;
      }
      expect(paged).toEqual(want);
    }
  });

  test("counts the bytes that are stored, whatever the language", async () => {
    const project = await createTestProject(db, "bytes", { commits: 1 });
    const rollout = await startRollout("bytes", { from: null, to: 1 });
    const lines = ["äöü", "日本", "a\u0000"].map((text): [number, "out", string] => [0, "out", text]);
    await appendLog(tx, { kind: "rollout", id: rollout.id, projectId: project.id }, [{ host: "a", lines }]);
    const chunk = await tx.logChunk.findFirstOrThrow({ where: { rolloutId: rollout.id } });
    expect(chunk.bytes).toBe(6 + 6 + 4);
  });
});
