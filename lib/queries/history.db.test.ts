import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProjectRow } from "@/lib/db/projects";
import { insertProjectEvent } from "@/lib/db/projects";
import { closeWebProcess } from "@/lib/http/web-process";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, landTestCommits, startTestRollout, testSha } from "@/lib/testing/project";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";

afterAll(closeWebProcess);

const noon = Date.UTC(2020, 0, 15, 12);
const at = (minutes: number, ms = 0) => new Date(noon + minutes * 60_000 + ms);
let project: ProjectRow;

/**
 * Three hosts run commit 1 since 11:00. Rollout #2 brings commits 2 and 3 from 11:50: `web-1` has them at 11:51, `web-2`
 * was lost at 11:52 and nobody could tell until 11:58, `web-3` never got them. It failed at 11:59.
 */
beforeAll(async () => {
  project = await createTestProject(db, "past", { hosts: 3, commits: 4 });
  const first = await startTestRollout(db.prisma, project, { stages: [{ name: "all", hostIds: [] }] });
  await end(first.id, { state: "succeeded", createdAt: at(-61), startedAt: at(-60), endedAt: at(-59) });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const stages = [
    { name: "canary", hostIds: [] },
    { name: "fleet", hostIds: [] },
  ];
  const range = { fromRevision: testSha(1), toRevision: testSha(3), commitCount: 2 };
  const second = await startTestRollout(db.prisma, project, { ...range, stages });
  await end(second.id, { state: "failed", createdAt: at(-11), startedAt: at(-10), endedAt: at(-1) });
  await db.prisma.stage.updateMany({ where: { rolloutId: second.id, index: 0 }, data: { startedAt: at(-10) } });
  await db.prisma.stage.updateMany({ where: { rolloutId: second.id, index: 1 }, data: { startedAt: at(-9) } });
  const events = [
    [-11, "pending"],
    [-10, "deploying"],
    [-1, "failed"],
  ] as const;
  for (const [minutes, to] of events) {
    const actor = { actorKind: "automation", actorName: "automation" };
    await db.prisma.rolloutEvent.create({ data: { rolloutId: second.id, event: "e", to, at: at(minutes), ...actor } });
  }
  await db.prisma.hostRevision.deleteMany({ where: { host: { projectId: project.id } } });
  const span = (host: number, revision: string | null, rolloutId: number | null, from: number, to: number | null) => ({
    hostId: hosts[host - 1]?.id as number,
    revision,
    rolloutId,
    since: at(from),
    until: to === null ? null : at(to),
  });
  await db.prisma.hostRevision.createMany({
    data: [
      span(1, testSha(1), first.id, -60, -9),
      span(1, testSha(3), second.id, -9, null),
      span(2, testSha(1), first.id, -60, -8),
      span(2, null, second.id, -8, -2),
      span(2, testSha(3), second.id, -2, null),
      span(3, testSha(1), first.id, -60, null),
    ],
  });
  await insertProjectEvent(db.prisma, {
    projectId: project.id,
    event: "frozen",
    actor: { kind: "user", name: "ana" },
    reason: "dinner",
  });
  await db.prisma.projectEvent.updateMany({ where: { event: "frozen" }, data: { at: at(-5) } });
});

async function end(id: number, data: object): Promise<void> {
  await db.prisma.rolloutEvent.deleteMany({ where: { rolloutId: id } });
  await db.prisma.rollout.update({ where: { id }, data });
}

async function ask(path: string) {
  const response = await answerOnMachine(new Request(`http://localhost/api/v1/projects/past/${path}`));
  return { status: response.status, body: await response.json() };
}

const past = async (moment: Date) => (await ask(`at?time=${moment.toISOString()}`)).body;
const fleet = async (moment: Date) =>
  (await past(moment)).fleet.map((share: { revision: string | null; hosts: number; rollouts: number[] }) => [
    share.revision,
    share.hosts,
    share.rollouts,
  ]);

test("the fleet at a moment is exact to the boundary: a span begins with its first moment and ends before its last", async () => {
  expect(await fleet(at(-9, -1))).toEqual([[testSha(1), 3, [1]]]);
  expect(await fleet(at(-9))).toEqual([
    [testSha(1), 2, [1]],
    [testSha(3), 1, [2]],
  ]);
  expect(await fleet(at(-8))).toEqual([
    [testSha(1), 1, [1]],
    [testSha(3), 1, [2]],
    [null, 1, []],
  ]);
  expect(await fleet(at(-2))).toEqual([
    [testSha(3), 2, [2]],
    [testSha(1), 1, [1]],
  ]);
});

test("it tells what was under way, how far it had come, and what had changed in the 30 minutes before", async () => {
  expect((await past(at(-10, -1))).inFlight).toMatchObject([{ number: 2, state: "pending", stage: null }]);
  const during = await past(at(-8));
  expect(during.inFlight).toMatchObject([{ number: 2, state: "deploying", stage: "fleet" }]);
  expect(during.sentence).toContain("the fleet was mixed: 1 host ran 0001000 (#1), 1 host ran 0003000 (#2). Of 1 host");
  expect(during.rollouts).toMatchObject([{ number: 2, commits: [{ title: "Change 2" }, { title: "Change 3" }] }]);
  expect(during.events).toEqual([]);
  const after = await past(at(0));
  expect(after.inFlight).toEqual([]);
  expect(after.events).toMatchObject([{ event: "frozen", reason: "dinner", actor: { name: "ana" } }]);
  expect((await past(at(28))).rollouts).toMatchObject([{ number: 2, state: "failed" }]);
  expect((await past(at(29))).rollouts).toEqual([]);
});

test("rollouts are found by number, sha, who, and the commits they brought, and narrowed by result; as a file too", async () => {
  const find = async (query: string) => {
    const response = await answerOnMachine(new Request(`http://localhost/api/v1/rollouts?project=past&${query}`));
    return (await response.json()).rollouts.map((rollout: { number: number }) => rollout.number);
  };
  expect(await find("q=%232")).toEqual([2]);
  expect(await find(`q=${testSha(2).slice(0, 12)}`)).toEqual([2]);
  expect(await find("q=change+1")).toEqual([1]);
  expect(await find("q=AUTOMATION")).toEqual([2, 1]);
  expect(await find("q=100%25")).toEqual([]);
  expect(await find("status=failed")).toEqual([2]);
  expect(await find("status=unfinished")).toEqual([]);
  expect(await find("status=succeeded&q=2")).toEqual([]);
  const csv = await answerOnMachine(
    new Request("http://localhost/api/v1/rollouts?project=past&status=failed&format=csv"),
  );
  expect((await csv.text()).split("\r\n")).toEqual([
    expect.stringMatching(/^number,result/),
    expect.stringMatching(/^2,failed,forward,/),
    "",
  ]);
});

test("before the first record it says so; what is no time, or still to come, is refused with a sentence", async () => {
  expect(await past(at(-60, -1))).toMatchObject({
    fleet: [],
    recordedSince: at(-60).toISOString(),
    sentence: "Nothing is recorded before 2020-01-15 11:00:00 UTC.",
  });
  for (const [query, words] of [
    ["at", "time"],
    ["at?time=noon", "write a time such as"],
    ["at?time=2099-01-01", "is still to come"],
    ["suspects?since=2020-01-15T12:00Z&until=2020-01-15T11:00Z", "lies before"],
    ["suspects?since=2020-01-15T12:00Z&hosts=web-9,web-1", "never had a host web-9"],
    ["suspects?since=2020-01-15T12:00Z&hosts=,", "names no host"],
  ] as const) {
    expect(await ask(query)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining(words) } },
    });
  }
});

test("the suspects of an error are the commits that only its hosts ran, with what is known against them", async () => {
  const mark = { badReason: "crashes", badBy: "bo", badAt: new Date(), revertedBy: testSha(4) };
  await db.prisma.commit.updateMany({ where: { projectId: project.id, sha: testSha(3) }, data: mark });
  const { body } = await ask(`suspects?since=${at(-8, 30_000).toISOString()}&hosts=web-1`);
  expect(body.sentence).toBe("2 commits fit equally well, as they came together: 0003000, 0002000.");
  expect(body.suspects).toMatchObject([
    {
      sha: testSha(3),
      score: 100,
      bad: { reason: "crashes", by: "bo" },
      revertedBy: testSha(4),
      rollouts: [2],
      firstAt: at(-9).toISOString(),
      reasons: [
        "It reached the first affected host 1 min before the error began.",
        "1 of 1 affected host ran it.",
        "No other host did. Of 1 other host nobody could tell.",
      ],
    },
    { sha: testSha(2), bad: null },
    {
      sha: testSha(1),
      score: 17,
      reasons: [expect.stringContaining("52 min"), expect.any(String), expect.any(String)],
    },
  ]);
  const none = await ask(`suspects?since=${at(-62).toISOString()}`);
  expect(none.body).toMatchObject({ suspects: [], sentence: expect.stringContaining("No commit reached a host") });
});

test("of an error of long ago the suspects are those of that time, however many commits came since", async () => {
  await landTestCommits(db.prisma, project.id, { from: 5, count: 1100 });
  const [open] = await db.prisma.hostRevision.findMany({ where: { revision: testSha(1), until: null } });
  await db.prisma.hostRevision.update({ where: { id: open?.id as number }, data: { until: at(30) } });
  const later = { revision: testSha(1104), since: at(30), until: null };
  await db.prisma.hostRevision.create({ data: { hostId: open?.hostId as number, rolloutId: null, ...later } });
  const { body } = await ask(`suspects?since=${at(-8, 30_000).toISOString()}&hosts=web-1`);
  expect(body.suspects.map(({ sha }: { sha: string }) => sha)).toEqual([3, 2, 1].map(testSha));
});
