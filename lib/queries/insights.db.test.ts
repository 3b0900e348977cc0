import { afterAll, beforeAll, expect, test } from "vitest";
import type { InsightsView } from "@/lib/contracts/insights-views";
import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { claimLook, listStages, storeVerdict } from "@/lib/db/stages";
import { closeWebProcess } from "@/lib/http/web-process";
import { resolveHold } from "@/lib/services/rollouts/resolve-hold";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { createFleetStory } from "@/lib/testing/fleet-story";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";

afterAll(closeWebProcess);

const now = Date.now();
const ago = (minutes: number) => new Date(now - minutes * 60_000);
const why = "5xx 4 % on the canary, limit 0.5 %.";
const verdict = {
  verdict: "fail",
  reason: "rule-violated",
  why,
  metrics: [],
  minRequests: 1,
  at: ago(0).toISOString(),
};
let project: ProjectRow;

/** A rollout from one commit to another: when it began and ended, in minutes ago. */
type Told = {
  from: number | null;
  to: number;
  at: [begun: number | null, ended: number | null];
  state?: string;
  kind?: "forward" | "backlog" | "rollback";
  undoes?: number;
  canary?: "passed" | "stopped";
  events?: { event: string; from: string; to: string; reason?: string; at: number }[];
};

async function tell({ from, to, at: [begun, ended], state = "succeeded", kind = "forward", ...told }: Told) {
  const range = {
    fromRevision: from === null ? null : testSha(from),
    toRevision: testSha(to),
    commitCount: Math.abs(to - (from ?? 0)),
  };
  const stages = ["canary", "fleet"].map((name) => ({ name, hostIds: [] }));
  const { id } = await startTestRollout(db.prisma, project, {
    ...range,
    kind,
    stages,
    ...(told.undoes && { undoes: told.undoes }),
  });
  const times = {
    createdAt: ago(begun ?? ended ?? 0),
    startedAt: begun && ago(begun),
    endedAt: ended === null ? null : ago(ended),
  };
  await db.prisma.rollout.update({ where: { id }, data: { state, ...times } as object });
  if (told.canary && begun) {
    const passedAt = told.canary === "passed" ? ago(begun - 2) : null;
    const data = {
      deployedAt: ago(begun - 1),
      sampledAt: ago(begun - 1),
      bakeUntil: ago(begun - 2),
      passedAt,
      verdict,
    };
    await db.prisma.stage.updateMany({ where: { rolloutId: id, index: 0 }, data });
    if (passedAt) await db.prisma.rollout.update({ where: { id }, data: { stageIndex: 1 } });
  }
  const actor = { actorKind: "system", actorName: "sauron" };
  for (const { at, ...event } of told.events ?? []) {
    await db.prisma.rolloutEvent.create({ data: { rolloutId: id, ...event, ...actor, at: ago(at) } });
  }
}

/** Landed so many minutes ago, by the number of the commit. */
const landed = { 2: 320, 3: 310, 4: 285, 5: 270, 6: 250, 7: 200, 8: 130, 9: 60, 10: 50 };

beforeAll(async () => {
  project = await createTestProject(db, "figures", { hosts: 2, commits: 10 });
  for (const [number, minutes] of Object.entries(landed)) {
    await db.prisma.commit.updateMany({
      where: { projectId: project.id, sha: testSha(Number(number)) },
      data: { landedAt: ago(minutes) },
    });
  }
  const rejected = { event: "stageRejected", to: "failing" };
  await tell({ from: null, to: 1, at: [40 * 1440, 40 * 1440 - 5] });
  await tell({ from: 1, to: 3, at: [305, 300], canary: "passed" });
  await tell({ from: 3, to: 6, at: [248, 240], canary: "passed" });
  await tell({ from: 6, to: 3, at: [200, 190], kind: "rollback", undoes: 3 });
  // Three of its four commits had been live before.
  await tell({ from: 3, to: 7, at: [160, 150], kind: "backlog", canary: "passed" });
  const byCanary = { ...rejected, from: "baking", reason: `${why} The project has such a canary fail.`, at: 120 };
  await tell({ from: 7, to: 8, at: [125, 119], state: "failed", canary: "stopped", events: [byCanary] });
  await tell({ from: 7, to: 8, at: [70, 60], canary: "passed" });
  const byHosts = { ...rejected, from: "baking", reason: "2 of 2 hosts failed to deploy.", at: 30 };
  await tell({ from: 8, to: 9, at: [40, 29], state: "failed", canary: "passed", events: [byHosts] });
  await tell({ from: 8, to: 10, at: [null, 20], state: "aborted" });
  const held = { event: "verdictInconclusive", from: "baking", to: "held", at: 5 };
  await tell({ from: 8, to: 10, at: [10, null], state: "held", canary: "stopped", events: [held] });
});

async function ask(query = "", slug = "figures"): Promise<Response> {
  return answerOnMachine(new Request(`http://localhost/api/v1/projects/${slug}/insights${query}`));
}

const read = async (query = "", slug = "figures"): Promise<InsightsView> => (await ask(query, slug)).json();

test("every figure is what the rollouts of 30 days say", async () => {
  const view = await read();
  expect(view).toMatchObject({ project: "figures", days: 30, zone: "UTC" });
  expect(view.endings).toMatchObject({ succeeded: 5, failed: 2, aborted: 1, rollbacks: 1 });
  expect(view.carriedCommits).toMatchObject({ rollouts: 6, mean: 2, one: 3, two: 1, three: 1, more: 1 });
  const waits = { commits: 7, p50: 1800, p95: 4200, withinGoal: 4, percentWithinGoal: 57.1 };
  expect(view.landingToLive).toMatchObject({ goal: 1800, ...waits });
  expect(view.canaryStops).toMatchObject({ judged: 7, stopped: 2, confirmed: 0, overruled: 1, lifted: 0, open: 1 });
  expect(view.canaryStops.stops).toEqual([
    { rollout: 10, at: ago(5).toISOString(), by: "held", outcome: "open" },
    { rollout: 6, at: ago(120).toISOString(), by: "failed", outcome: "overruled" },
  ]);
  expect(view.changeFailures).toMatchObject({ rollouts: 5, rolledBack: 1, failed: 1, percent: 40 });
  expect(view.restores).toMatchObject({ restored: 2, open: 1, p50: 600, longest: 3600 });
  expect(view.restores.failures).toMatchObject([
    { rollout: 8, restoredAt: null, restoredBy: null, seconds: null },
    { rollout: 6, restoredBy: 7, seconds: 3600 },
    { rollout: 3, restoredBy: 4, seconds: 600, knownAt: ago(200).toISOString() },
  ]);
});

test("90 days reach further back than 30, and 7 is all that else can be asked for", async () => {
  const [days90, days7] = [await read("?days=90"), await read("?days=7")];
  expect([days90.endings.succeeded, days90.endings.perDay.length]).toEqual([6, 90]);
  expect([days7.endings.succeeded, days7.endings.perDay.length]).toEqual([5, 7]);
  expect((await ask("?days=31")).status).toBe(400);
  expect(await (await ask("?zone=%2B05:45")).json()).toMatchObject({
    error: { message: expect.stringContaining("write the name of a time zone") },
  });
});

test.each(["UTC", "Asia/Kathmandu", "America/New_York"])(
  "days of %s are those that PostgreSQL counts",
  async (zone) => {
    const counted = await db.prisma.$queryRaw<{ date: string; ended: number; live: number }[]>`
    WITH first AS (
      SELECT c.sha, min(r."endedAt") AS at FROM "Rollout" r JOIN "Commit" t ON t.sha = r."toRevision"
      JOIN "Commit" f ON f.sha = r."fromRevision" JOIN "Commit" c ON c.position > f.position AND c.position <= t.position
      WHERE r.state = 'succeeded' AND r.kind <> 'rollback' GROUP BY c.sha)
    SELECT day AS date, sum(ended)::int AS ended, sum(live)::int AS live FROM (
      SELECT to_char("endedAt" AT TIME ZONE ${zone}, 'YYYY-MM-DD') AS day, 1 AS ended, 0 AS live FROM "Rollout"
        WHERE "endedAt" > now() - interval '20 days'
      UNION ALL SELECT to_char(at AT TIME ZONE ${zone}, 'YYYY-MM-DD'), 0, 1 FROM first) each
    GROUP BY 1 ORDER BY 1`;
    const view = await read(`?zone=${zone}`);
    const days = view.endings.perDay.map(({ date, succeeded, failed, aborted }, index) => ({
      ...{ date, ended: succeeded + failed + aborted },
      live: view.landingToLive.perDay[index]?.commits,
    }));
    expect(days.filter(({ ended }) => ended > 0)).toEqual(counted);
  },
);

test("as a file it has a line for each figure, and none of its own", async () => {
  const response = await ask("?format=csv&days=7");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const lines = (await response.text()).trimEnd().split("\r\n");
  expect(lines[0]).toBe("table,row,figure,value,unit");
  expect(lines).toContain('"Rollouts by how they ended, newest day first",All days,Failed,2,count');
  expect(lines).toContain('"From landing to live, newest day first",All days,95 % within,4200,seconds');
  expect(lines).toContain('"Failures, newest first",#8,Took,,seconds');
  expect(lines.filter((line) => line.split('",').length > 2)).toEqual([]);
});

test("of a project without a rollout nothing is known, and no share is told", async () => {
  await createTestProject(db, "fresh", { hosts: 1, commits: 3 });
  const view = await read("", "fresh");
  expect(view.endings.summary).toBe("No rollout has ended in these 30 days.");
  expect([view.landingToLive.percentWithinGoal, view.changeFailures.percent, view.restores.p50]).toEqual([
    null,
    null,
    null,
  ]);
});

test("where no stage was watched, the first of several is the canary, and a rollout of one stage has none", async () => {
  const unwatched = await createTestProject(db, "unwatched", { hosts: 1, commits: 1 });
  const fail = async (stages: string[], passed: string[]) => {
    const planned = stages.map((name) => ({ name, hostIds: [] }));
    const { id, number } = await startTestRollout(db.prisma, unwatched, { stages: planned });
    const where = { rolloutId: id, name: { in: passed } };
    await db.prisma.stage.updateMany({ where, data: { passedAt: ago(6) } });
    const times = { createdAt: ago(9), startedAt: ago(8), endedAt: ago(5) };
    await db.prisma.rollout.update({ where: { id }, data: { state: "failed", ...times } });
    return number;
  };
  await fail(["canary", "fleet"], []);
  const afterCanary = await fail(["canary", "fleet"], ["canary"]);
  const withoutCanary = await fail(["fleet"], []);
  const { changeFailures } = await read("", "unwatched");
  expect(changeFailures.failures.map(({ rollout }) => rollout)).toEqual([withoutCanary, afterCanary]);
  expect(changeFailures.rollouts).toBe(2);
});

test("what the engine writes is understood: a canary that fails a rollout, and one that a person lets go on", async () => {
  const story = await createFleetStory(db, { hosts: 2, commits: 3 });
  const bake = async (revision: string, judged: Partial<CanaryVerdictView>) => {
    const { id, number } = await story.begin(revision);
    await story.advance(id);
    await story.settle(id, { "web-1": "succeeded", "web-2": "succeeded" });
    await story.advance(id);
    const [stage] = await listStages(db.prisma, id);
    await claimLook(db.prisma, stage?.id as number, 0);
    await storeVerdict(db.prisma, stage?.id as number, { ...(verdict as CanaryVerdictView), ...judged });
    await story.advance(id);
    return { id, number };
  };
  const bad = await bake(testSha(2), {});
  expect((await story.read(bad.id)).state).toBe("failed");
  const unsure = await bake(testSha(3), { verdict: "inconclusive", reason: "too-few-requests" });
  const over = new Date(Date.now() - 1000);
  const timed = { bakeUntil: over, deployedAt: new Date(Date.now() - 3_600_000) };
  await db.prisma.stage.updateMany({ where: { rolloutId: unsure.id }, data: timed });
  await db.prisma.$executeRaw`UPDATE "Stage" SET verdict = jsonb_set(verdict::jsonb, '{at}',
    to_jsonb(${new Date().toISOString()}::text)) WHERE "rolloutId" = ${unsure.id}`;
  await story.advance(unsure.id);
  expect((await story.read(unsure.id)).state).toBe("held");
  await resolveHold(story.ctx, { rolloutId: unsure.id, action: "continue", reason: "it is night" });
  const { canaryStops, restores } = await read("", story.project.slug);
  expect(canaryStops.stops).toMatchObject([
    { rollout: unsure.number, by: "held", outcome: "overruled" },
    { rollout: bad.number, by: "failed", outcome: "confirmed" },
  ]);
  expect(restores.failures).toMatchObject([{ rollout: bad.number, restoredBy: unsure.number }]);
});
