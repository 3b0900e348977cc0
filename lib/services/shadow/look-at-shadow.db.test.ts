import { beforeEach, expect, test } from "vitest";
import type { Policy } from "@/lib/contracts/project-file";
import { listShadowSamples } from "@/lib/db/canary-samples";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { listShadowProjectIds } from "@/lib/db/shadow-windows";
import { createFakeFleetSsh, type FakeFleetSsh } from "@/lib/integrations/ssh/fake-fleet-ssh";
import { readShadow } from "@/lib/queries/read-shadow";
import { accessLine, type TestRequest } from "@/lib/testing/access-line";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testProjectFile, testSha } from "@/lib/testing/project";
import { createWorkerContext, type TestWorkerContext } from "@/lib/testing/worker-context";
import { lookAtShadow } from "./look-at-shadow";

const db = await createTestDatabase({ poolSize: 6 });

const path = "/var/log/access.log";
const names = ["web-1", "web-2", "web-3", "web-4", "web-5"];
const bake = { analysis: true, warmup: 0, for: 60, extendTo: 60, poll: 10 };

let fleet: FakeFleetSsh;
let ctx: TestWorkerContext;
let projects = 0;

beforeEach(() => {
  fleet = createFakeFleetSsh();
  ctx = { ...createWorkerContext(db), ssh: fleet };
});

/** A project whose hosts all run the same, and have answered well for a while. */
async function createQuietProject(change: Partial<Policy["canary"]> = {}): Promise<ProjectRow> {
  projects += 1;
  const { canary } = testProjectFile("web").policy;
  const policy: Partial<Policy> = {
    canary: { ...canary, shadow: true, minRequests: 100, ...change },
    stages: [
      { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
      { name: "fleet", hosts: "rest", concurrency: 4 },
    ],
  };
  const project = await createTestProject(db, `quiet-${projects}`, { hosts: 5, commits: 9, policy });
  await db.prisma.host.updateMany({ where: { projectId: project.id }, data: { currentRevision: testSha(9) } });
  for (const name of names) answer(name, { from: 1500, to: 120 }, good(300));
  return project;
}

/** A host answers so many requests, spread over the seconds from `from` to `to` before now. */
function answer(host: string, seconds: { from: number; to: number }, requests: TestRequest[]) {
  const step = (seconds.from - seconds.to) / requests.length;
  const lines = requests.map((request, index) =>
    accessLine({ at: Date.now() - (seconds.from - index * step) * 1000, duration: 0.02, ...request }),
  );
  fleet.host(host).appendLog(path, lines.join(""));
}

const good = (count: number) => Array.from({ length: count }, (): TestRequest => ({ status: 200 }));
const noisy = (count: number) => good(count).map((_, index): TestRequest => ({ status: index % 6 === 0 ? 500 : 200 }));

const listWindows = ({ id }: ProjectRow) =>
  db.prisma.shadowWindow.findMany({ where: { projectId: id }, orderBy: { number: "asc" } });

async function look({ id }: ProjectRow) {
  await db.prisma.shadowWindow.updateMany({ where: { projectId: id }, data: { sampledAt: null } });
  await lookAtShadow(ctx, { projectId: id });
}

/** The window that lasts began so many seconds ago. */
async function letPass({ id }: ProjectRow, seconds: number) {
  const startedAt = new Date(Date.now() - seconds * 1000);
  const endsAt = new Date(startedAt.getTime() + 60_000);
  await db.prisma.shadowWindow.updateMany({ where: { projectId: id, endedAt: null }, data: { startedAt, endsAt } });
}

/** Opens a window, looks at once, lets every host answer for so many seconds, and looks again. */
async function pose(project: ProjectRow, seconds: number, canary = good(320)) {
  await lookAtShadow(ctx, { projectId: project.id });
  await look(project);
  await letPass(project, seconds);
  const poser = (await listWindows(project)).at(-1)?.hostName;
  for (const name of names) answer(name, { from: seconds - 2, to: 2 }, name === poser ? canary : good(320));
  await look(project);
}

/** Everything that says what the automation does, or that was asked of anybody. */
async function readState({ id }: ProjectRow) {
  const [project, rollouts, decisions, events] = await Promise.all([
    db.prisma.project.findUniqueOrThrow({ where: { id } }),
    db.prisma.rollout.findMany({ where: { projectId: id } }),
    db.prisma.decision.findMany({ where: { projectId: id } }),
    db.prisma.projectEvent.findMany({ where: { projectId: id } }),
  ]);
  return { project, rollouts, decisions, events, asked: [...ctx.asked] };
}

test("a window ends with a verdict, which is kept and not what it was read from; then the next host has its turn", async () => {
  const project = await createQuietProject();
  const before = await readState(project);
  await pose(project, 62);
  const [window] = await listWindows(project);
  expect(window).toMatchObject({ hostName: "web-1", verdict: "pass", failedBy: [], baseline: null });
  expect(window?.endedAt).not.toBeNull();
  expect(await listShadowSamples(db.prisma, window?.id as number)).toEqual([]);

  await lookAtShadow(ctx, { projectId: project.id });
  expect((await listWindows(project))[1]).toMatchObject({ number: 1, hostName: "web-2", endedAt: null, verdict: null });
  expect(await readState(project)).toEqual(before);
});

test("a host that errs would have been stopped, at once; each limit says so, and nothing else happens", async () => {
  const project = await createQuietProject();
  const before = await readState(project);
  await pose(project, 50, noisy(320));
  const [window] = await listWindows(project);
  expect(window).toMatchObject({ verdict: "fail", why: expect.stringContaining("5xx") });
  expect(window?.failedBy).toContain("5xx < 0.5");
  expect(await readState(project)).toEqual(before);

  const { any, rules, comparisons } = await readShadow(db.prisma, project);
  expect(any).toMatchObject({ windows: 1, stopped: 1 });
  expect(rules).toMatchObject([
    { limit: "5xx < 0.5", windows: 1, stopped: 1 },
    { limit: "2xx >= 90", windows: 1 },
  ]);
  expect(comparisons.map(({ limit }) => limit)).toEqual(["5xx", "endpoints", "latency", "4xx"]);
  expect(comparisons.at(-1)?.sentence).toContain("Would have stopped 0 of 1 good window in 7 days");
});

test("numbers that allow no verdict are no good window", async () => {
  const project = await createQuietProject({ minRequests: 5000 });
  expect((await readShadow(db.prisma, project)).any).toMatchObject({ windows: 0, sentence: "No window yet." });
  await pose(project, 62);
  expect(await readShadow(db.prisma, project)).toMatchObject({
    inconclusive: 1,
    any: { windows: 0, confidence: null },
  });
});

test("a rollout that begins ends the window without a verdict, and none begins before it has ended", async () => {
  const project = await createQuietProject();
  await lookAtShadow(ctx, { projectId: project.id });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id } });
  const stages = [{ name: "canary", hostIds: hosts.map(({ id }) => id) }];
  const { id } = await startTestRollout(db.prisma, project, { fromRevision: testSha(9), stages });
  await look(project);
  expect((await listWindows(project))[0]?.endedAt).toBeNull();

  await db.prisma.rollout.update({ where: { id }, data: { state: "deploying" } });
  const before = await readState(project);
  await look(project);
  await look(project);
  expect(await listWindows(project)).toMatchObject([{ verdict: null, why: "A rollout began.", failedBy: [] }]);
  expect(await readState(project)).toEqual(before);
  await db.prisma.rollout.update({ where: { id }, data: { state: "aborted" } });
  await look(project);
  expect(await listWindows(project)).toHaveLength(2);
});

test("a rollout that came and went between two looks ends it too", async () => {
  const project = await createQuietProject();
  await lookAtShadow(ctx, { projectId: project.id });
  const host = await db.prisma.host.findFirstOrThrow({ where: { projectId: project.id } });
  const stages = [{ name: "canary", hostIds: [host.id] }];
  const { id } = await startTestRollout(db.prisma, project, { fromRevision: testSha(9), stages });
  const startedAt = new Date(Date.now() + 1000);
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId: id }, data: { state: "succeeded", startedAt } });
  await db.prisma.rollout.update({ where: { id }, data: { state: "succeeded" } });
  await look(project);
  expect(await listWindows(project)).toMatchObject([{ verdict: null, why: "A rollout began." }]);
});

test.each([
  ["the host that poses runs something else", { currentRevision: testSha(8) }, "Too few hosts run the same revision."],
  ["nobody looked for long", null, "Nobody looked at it in time."],
])("no verdict when %s", async (_, host, why) => {
  const project = await createQuietProject();
  await lookAtShadow(ctx, { projectId: project.id });
  if (host) await db.prisma.host.updateMany({ where: { projectId: project.id, name: "web-1" }, data: host });
  else await letPass(project, 600);
  await look(project);
  expect(await listWindows(project)).toMatchObject([{ verdict: null, why }]);
});

test("nobody poses unless the project file asks for it, and a window ends when it no longer does", async () => {
  const quiet = await createQuietProject({ shadow: false });
  await lookAtShadow(ctx, { projectId: quiet.id });
  expect(await listWindows(quiet)).toEqual([]);

  const project = await createQuietProject();
  await lookAtShadow(ctx, { projectId: project.id });
  const { canary } = project.policy;
  const policy = { ...project.policy, canary: { ...canary, shadow: false } } as never;
  await db.prisma.project.update({ where: { id: project.id }, data: { policy } });
  expect(await listShadowProjectIds(db.prisma)).toContain(project.id);
  expect(await listShadowProjectIds(db.prisma)).not.toContain(quiet.id);
  await lookAtShadow(ctx, { projectId: project.id });
  expect((await listWindows(project))[0]?.why).toBe("The project file no longer asks for it.");
  expect(await listShadowProjectIds(db.prisma)).not.toContain(project.id);
});

test("windows judged by other limits are not counted", async () => {
  const project = await createQuietProject();
  await pose(project, 62);
  const row = (await findProject(db.prisma, project.id)) as ProjectRow;
  expect((await readShadow(db.prisma, row)).any.windows).toBe(1);
  const canary = { ...row.policy.canary, minRequests: 101 };
  expect((await readShadow(db.prisma, { ...row, policy: { ...row.policy, canary } })).any.windows).toBe(0);
});

test("a host that cannot be read stops nothing but the verdict", async () => {
  const project = await createQuietProject();
  fleet.host("web-1").unreachable = "web-1 is away.";
  await pose(project, 62);
  expect(await listWindows(project)).toMatchObject([{ verdict: "inconclusive", why: expect.stringContaining("away") }]);
});
