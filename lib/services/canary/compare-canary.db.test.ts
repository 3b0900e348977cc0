import { beforeEach, describe, expect, test } from "vitest";
import type { Policy } from "@/lib/contracts/project-file";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { listStages } from "@/lib/db/stages";
import { workAlone } from "@/lib/db/work-alone";
import { createFakeFleetSsh, type FakeFleetSsh } from "@/lib/integrations/ssh/fake-fleet-ssh";
import { readCanarySeries } from "@/lib/queries/read-canary-series";
import { rehearseCanaries } from "@/lib/queries/rehearse-canaries";
import { accessLine, type TestRequest } from "@/lib/testing/access-line";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testProjectFile, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import type { WorkerContext } from "../context";
import { reportCounters } from "../fleet/report-counters";
import { lookAtCanary } from "../rollouts/look-at-canary";
import { measureBaseline } from "./measure-baseline";

const db = await createTestDatabase({ poolSize: 6 });

const path = "/var/log/access.log";
const names = ["web-1", "web-2", "web-3", "web-4", "web-5"];
const old = testSha(9);

let fleet: FakeFleetSsh;
let ctx: WorkerContext;
let projects = 0;

beforeEach(() => {
  fleet = createFakeFleetSsh();
  ctx = { ...createWorkerContext(db), ssh: fleet };
});

/** Every host answers so many requests, spread over the seconds from `from` to `to` before now. */
function answer(host: string, seconds: { from: number; to: number }, requests: TestRequest[]) {
  const step = (seconds.from - seconds.to) / requests.length;
  const lines = requests.map((request, index) =>
    accessLine({ at: Date.now() - (seconds.from - index * step) * 1000, duration: 0.02, ...request }),
  );
  fleet.host(host).appendLog(path, lines.join(""));
}

const good = (count: number, change: Partial<TestRequest> = {}) =>
  Array.from({ length: count }, (): TestRequest => ({ status: 200, ...change }));

/** A rollout whose canary, web-1, is about to be deployed. */
async function beginRollout(change: Partial<Policy["canary"]> = {}): Promise<{ rollout: RolloutRow; stageId: number }> {
  projects += 1;
  const bake = { analysis: true, warmup: 0, for: 60, extendTo: 60, poll: 10 };
  const { canary } = testProjectFile("web").policy;
  const policy: Partial<Policy> = {
    canary: { ...canary, ...change },
    stages: [
      { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
      { name: "fleet", hosts: "rest", concurrency: 4 },
    ],
  };
  const project = await createTestProject(db, `compared-${projects}`, { hosts: 5, commits: 9, policy });
  await db.prisma.host.updateMany({ where: { projectId: project.id }, data: { currentRevision: old } });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const [first, ...rest] = hosts.map(({ id }) => id);
  const { id } = await startTestRollout(db.prisma, project, {
    fromRevision: old,
    stages: [
      { name: "canary", hostIds: [first as number] },
      { name: "fleet", hostIds: rest },
    ],
  });
  await db.prisma.rollout.update({ where: { id }, data: { state: "deploying" } });
  const rollout = (await findRollout(db.prisma, id)) as RolloutRow;
  return { rollout, stageId: (await listStages(db.prisma, id))[0]?.id as number };
}

/** The canary has been deployed so many seconds ago. */
async function bakeFor({ rollout, stageId }: { rollout: RolloutRow; stageId: number }, seconds: number) {
  await db.prisma.hostDeploy.updateMany({ where: { stageId }, data: { state: "succeeded", startedAt: new Date() } });
  await db.prisma.rollout.update({ where: { id: rollout.id }, data: { state: "baking" } });
  const deployedAt = new Date(Date.now() - seconds * 1000);
  await db.prisma.stage.update({
    where: { id: stageId },
    data: { deployedAt, bakeUntil: new Date(deployedAt.getTime() + 60_000) },
  });
}

async function look({ rollout, stageId }: { rollout: RolloutRow; stageId: number }) {
  await db.prisma.stage.update({ where: { id: stageId }, data: { sampledAt: null } });
  await lookAtCanary(ctx, { rolloutId: rollout.id, stageId });
  return (await listStages(db.prisma, rollout.id))[0]?.verdict;
}

/** Before the deploy all hosts answer alike; then the canary answers `canary` and the others `control`, for 50 s. */
async function watch(canary: TestRequest[], control: TestRequest[], change: Partial<Policy["canary"]> = {}) {
  const begun = await beginRollout(change);
  for (const name of names) answer(name, { from: 1500, to: 120 }, good(300, { path: "/users/7?token=secret" }));
  await measureBaseline(ctx, begun.rollout, begun.stageId);
  await bakeFor(begun, 62);
  await look(begun);
  for (const name of names) answer(name, { from: 58, to: 2 }, name === "web-1" ? canary : control);
  return { begun, verdict: await look(begun) };
}

describe("before the deploy", () => {
  test("the hosts are measured once: durations, endpoints, shares of the traffic, and how they differ", async () => {
    const { rollout, stageId } = await beginRollout();
    for (const name of names) answer(name, { from: 1000, to: 1 }, good(200, { path: "/users/7", duration: 0.2 }));
    fleet.host("web-5").unreachable = "web-5 is away.";
    await measureBaseline(ctx, rollout, stageId);
    const { baseline } = await db.prisma.stage.findUniqueOrThrow({ where: { id: stageId } });
    expect(baseline).toMatchObject({ endpoints: ["GET /users/:id"], missing: ["web-5 is away."] });
    const { hosts, requests, history } = baseline as never as {
      hosts: object[];
      requests: { canary: number; control: number };
      history: object[][];
    };
    expect(hosts).toHaveLength(4);
    expect(hosts[0]).toMatchObject({ arm: "canary", slowerThan: { p50: 0.2, p99: 0.2 } });
    expect(requests.control / requests.canary).toBeCloseTo(3, 0);
    expect(history[0]).toHaveLength(4);
    answer("web-1", { from: 1, to: 0 }, good(10, { path: "/new" }));
    await measureBaseline(ctx, rollout, stageId);
    expect((await db.prisma.stage.findUniqueOrThrow({ where: { id: stageId } })).baseline).toEqual(baseline);
  });

  test("who waits for another worker to measure goes on without it after a while, or once the rollout is stopped", async () => {
    const { rollout, stageId } = await beginRollout();
    const isMeasured = await workAlone(db, { what: "baseline", id: stageId }, async () => {
      await measureBaseline(ctx, rollout, stageId, 1);
      await db.prisma.rollout.update({ where: { id: rollout.id }, data: { state: "aborting" } });
      await measureBaseline(ctx, rollout, stageId);
    });
    expect(isMeasured).toBe(true);
    expect((await db.prisma.stage.findUniqueOrThrow({ where: { id: stageId } })).baseline).toBeNull();
  });

  test("what a worker brings after the first host was started is not kept", async () => {
    const { rollout, stageId } = await beginRollout();
    for (const name of names) answer(name, { from: 1000, to: 1 }, good(200));
    await db.prisma.hostDeploy.updateMany({ where: { stageId }, data: { state: "running", startedAt: new Date() } });
    await measureBaseline(ctx, rollout, stageId);
    expect((await db.prisma.stage.findUniqueOrThrow({ where: { id: stageId } })).baseline).toBeNull();
  });
});

describe("a canary beside its controls", () => {
  test("is compared with what its controls answered, though some of them leave while it is watched", async () => {
    const begun = await beginRollout();
    for (const name of names) answer(name, { from: 1500, to: 120 }, good(300));
    await measureBaseline(ctx, begun.rollout, begun.stageId);
    await bakeFor(begun, 62);
    await look(begun);
    for (const name of names) answer(name, { from: 58, to: 30 }, good(300, { status: name === "web-1" ? 404 : 200 }));
    await look(begun);
    const { projectId } = begun.rollout;
    await db.prisma.host.updateMany({
      where: { projectId, name: { in: ["web-4", "web-5"] } },
      data: { enabled: false },
    });
    answer("web-1", { from: 28, to: 2 }, good(10));
    expect(await look(begun)).toMatchObject({ verdict: "fail", reason: "worse-than-control" });
  });

  test("fails by errors the controls do not have; the endpoint is named, and no query is kept", async () => {
    const users = { path: "/users/9?token=secret" };
    const bad = [...good(150, users), ...good(20, { ...users, status: 500 }), ...good(150, users)];
    const { begun, verdict } = await watch(bad, good(320, users));
    expect(verdict).toMatchObject({ verdict: "fail", reason: "worse-than-control" });
    expect(verdict?.why).toMatch(/5xx .* on the canary against 0 % \(0 of \d/);
    expect(verdict?.evidence?.controls).toEqual(["web-2", "web-3", "web-4", "web-5"]);
    expect(verdict?.endpoints?.[0]).toMatchObject({ endpoint: "GET /users/:id", confirmed: true });
    expect(verdict?.evidence?.errors).toHaveLength(10);
    expect(verdict?.evidence?.errors[0]).toMatchObject({ host: "web-1", path: "/users/9", status: 500 });
    expect(JSON.stringify(verdict)).not.toContain("secret");
    // What is drawn of it adds up to the numbers of the verdict.
    const drawn = (await readCanarySeries(db.prisma, begun.rollout.id)).stages[0]?.metrics;
    const rows = verdict?.metrics.map(({ metric, limit, canary, control }) => ({ metric, limit, canary, control }));
    expect(rows?.length).toBeGreaterThan(2);
    for (const row of rows ?? []) expect(drawn).toContainEqual(expect.objectContaining(row));
    // The same requests, judged by a rule alone that is not broken.
    await db.prisma.rollout.update({ where: { id: begun.rollout.id }, data: { state: "failed" } });
    const project = await db.prisma.project.findUniqueOrThrow({ where: { id: begun.rollout.projectId } });
    const limits = { compare: false, rules: [{ metric: "5xx", op: "<", pct: 20 }], minRequests: 100 } as const;
    const rehearsed = await rehearseCanaries(db.prisma, project as never, { limits: limits as never, last: 100 });
    expect(rehearsed).toMatchObject({ changed: 1, canaries: [{ before: "fail", now: "pass", stage: "canary" }] });
    const same = await rehearseCanaries(db.prisma, project as never, { limits: {}, last: 100 });
    expect(same).toMatchObject({ changed: 0, canaries: [{ before: "fail", now: "fail" }] });
  });

  test("errors that all hosts have are not its fault", async () => {
    const outage = [...good(150), ...good(30, { status: 503 }), ...good(150)];
    expect((await watch(outage, outage))?.verdict).toMatchObject({ verdict: "inconclusive" });
  });

  test("fails by being slower than it was", async () => {
    const { verdict } = await watch(good(300, { duration: 0.5 }), good(300));
    expect(verdict).toMatchObject({ verdict: "fail", reason: "worse-than-control" });
    expect(verdict?.why).toContain("slower than");
  });

  test("without three controls the rules alone are judged, and it is said", async () => {
    const begun = await beginRollout();
    await db.prisma.host.updateMany({
      where: { projectId: begun.rollout.projectId, name: { in: ["web-4", "web-5"] } },
      data: { currentRevision: testSha(8) },
    });
    await bakeFor(begun, 62);
    fleet.host("web-1").appendLog(path, "");
    await look(begun);
    answer("web-1", { from: 58, to: 2 }, good(1200));
    const verdict = await look(begun);
    expect(verdict).toMatchObject({ verdict: "pass", evidence: { controls: [] } });
    expect(verdict?.evidence?.notes.join(" ")).toContain("Nothing to compare with: fewer than 3 hosts");
  });

  test("counters of the service serve as well, also when it begins anew", async () => {
    const url = "http://127.0.0.1:9100/metrics";
    const metrics = { url, requests: "http_requests_total", codeLabel: "code" };
    const begun = await beginRollout({ accessLog: undefined, metrics });
    const show = (name: string, good: number, bad: number) => {
      const line = (code: number, count: number) => `http_requests_total{code="${code}"} ${count}\n`;
      fleet.host(name).showPage(url, line(200, good) + line(500, bad));
    };
    for (const name of names) show(name, 90_000, 700);
    await bakeFor(begun, 40);
    await look(begun);
    for (const name of names) show(name, name === "web-1" ? 300 : 90_300, name === "web-1" ? 30 : 700);
    // The interval of this look ends, and is judged, before the next one.
    await look(begun);
    await db.prisma.$executeRaw`UPDATE "CanarySample" SET "fromAt" = "fromAt" - interval '20 seconds'`;
    expect(await look(begun)).toMatchObject({ verdict: "fail", metrics: [{ canary: { n: 330, bad: 30 } }, {}, {}] });
  });

  test("counters that hosts report serve as well, as long as they come", async () => {
    const begun = await beginRollout({ accessLog: undefined, pushed: { freshFor: 30 } });
    const telling = { ...ctx, actor: { kind: "api" as const, name: "collector" } };
    const report = (name: string, good: number, bad: number) =>
      reportCounters(telling, {
        projectId: begun.rollout.projectId,
        host: name,
        requests: { "200": good, "500": bad },
      });
    await bakeFor(begun, 40);
    expect((await look(begun))?.why).toContain("web-1 has reported no counters yet.");
    for (const name of names) await report(name, 90_000, 700);
    await db.prisma.$executeRaw`
      UPDATE "Host" SET "countersAt" = "countersAt" - interval '1 minute'
      WHERE name = 'web-1' AND "projectId" = ${begun.rollout.projectId}`;
    expect(await look(begun)).toMatchObject({
      reason: "source-broken",
      why: expect.stringMatching(/web-1 reported its counters 6\d s ago; after 30 s they tell nothing\./),
    });
    await report("web-1", 90_000, 700);
    await look(begun);
    for (const name of names) await report(name, name === "web-1" ? 90_270 : 90_300, name === "web-1" ? 730 : 700);
    await look(begun);
    await db.prisma.$executeRaw`UPDATE "CanarySample" SET "fromAt" = "fromAt" - interval '20 seconds'`;
    expect(await look(begun)).toMatchObject({ verdict: "fail", metrics: [{ canary: { n: 300, bad: 30 } }, {}, {}] });
  });

  test("a clock that is wrong breaks the source, one that is corrected does not", async () => {
    fleet.host("web-1").clockOffsetMs = 6000;
    expect((await watch(good(300), good(300))).verdict).toMatchObject({
      verdict: "inconclusive",
      reason: "source-broken",
    });
  });

  test("a control that dies is no trouble as long as others answer; a canary that cannot be read is", async () => {
    const { begun } = await watch(good(300), good(300));
    fleet.host("web-3").unreachable = "web-3 is away.";
    expect((await look(begun))?.reason).not.toBe("source-broken");
    fleet.host("web-1").unreachable = "web-1 is away.";
    expect(await look(begun)).toMatchObject({
      reason: "source-broken",
      why: expect.stringContaining("web-1 is away."),
    });
  });
});

test("a log that grows faster than it is read is no verdict, however good the part is that was read", async () => {
  const { begun } = await watch(good(300), good(300));
  const line = accessLine({ at: Date.now() - 20_000, duration: 0.02, ...{ status: 200, path: `/${"a".repeat(900)}` } });
  fleet.host("web-1").appendLog(path, line.repeat(Math.ceil((41 * 1024 * 1024) / line.length)));
  expect(await look(begun)).toMatchObject({
    verdict: "inconclusive",
    reason: "source-broken",
    why: expect.stringContaining("The access log of web-1 grows faster than it can be read."),
  });
});

test("the evidence of the canary is carried to the next stage, while hosts of the old revision remain", async () => {
  const errors = (count: number) => [
    ...good(140),
    ...Array.from({ length: count }, () => ({ status: 500 })),
    ...good(140),
  ];
  const rules = [{ metric: "5xx", op: "<", pct: 50 }] as const;
  const { begun } = await watch(errors(4), good(284), { rules: [...rules], minRequests: 100 });
  const [first, second] = await listStages(db.prisma, begun.rollout.id);
  const carried = first?.verdict?.log10Evidence ?? 0;
  expect(carried).toBeGreaterThan(0.5);
  const stages = begun.rollout.policy.stages.map((stage) => ({ ...stage, bake: begun.rollout.policy.stages[0]?.bake }));
  const policy = { ...begun.rollout.policy, stages } as never;
  const { id } = await db.prisma.hostDeploy.findFirstOrThrow({ where: { stageId: second?.id as number } });
  await db.prisma.hostDeploy.updateMany({ where: { id }, data: { state: "succeeded", startedAt: new Date() } });
  await db.prisma.hostDeploy.deleteMany({ where: { stageId: second?.id as number, id: { not: id } } });
  await db.prisma.rollout.update({ where: { id: begun.rollout.id }, data: { policy, stageIndex: 1 } });
  await db.prisma.stage.update({
    where: { id: second?.id as number },
    data: { deployedAt: new Date(Date.now() - 30_000), bakeUntil: new Date(Date.now() + 60_000) },
  });
  await lookAtCanary(ctx, { rolloutId: begun.rollout.id, stageId: second?.id as number });
  const next = (await listStages(db.prisma, begun.rollout.id))[1]?.verdict;
  expect(next?.evidence?.controls).toHaveLength(3);
  expect(next?.log10Evidence).toBeGreaterThan(carried * 0.5);
  expect(next?.serverErrors).toEqual({ n: 0, bad: 0 });
});
