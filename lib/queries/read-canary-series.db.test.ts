import { beforeEach, describe, expect, test } from "vitest";
import { canarySeriesSchema, mostSeriesPoints } from "@/lib/contracts/api-canary";
import { insertSamples } from "@/lib/db/canary-samples";
import { listStages, storeVerdict } from "@/lib/db/stages";
import type { StatusCodes } from "@/lib/domain/canary/tally-requests";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { readCanarySeries } from "./read-canary-series";

const db = await createTestDatabase();
const tx = db.prisma;

const deployedAt = Date.UTC(2026, 10, 23, 3, 0, 0);
const bake = { analysis: true, warmup: 20, for: 60, extendTo: 60, poll: 10 };
let projects = 0;
let rolloutId: number;
let stageIds: number[];
let hostIds: number[];

beforeEach(async () => {
  projects += 1;
  const stages = [
    { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
    { name: "fleet", hosts: "rest" as const, concurrency: 4 },
  ];
  const project = await createTestProject(db, `drawn-${projects}`, { hosts: 2, commits: 1, policy: { stages } });
  hostIds = (await tx.host.findMany({ where: { projectId: project.id }, orderBy: { id: "asc" } })).map(({ id }) => id);
  const [first, second] = hostIds as [number, number];
  const rollout = await startTestRollout(tx, project, {
    stages: [
      { name: "canary", hostIds: [first] },
      { name: "fleet", hostIds: [second] },
    ],
  });
  rolloutId = rollout.id;
  stageIds = (await listStages(tx, rolloutId)).map(({ id }) => id);
});

const nothing = { slow: null, endpoints: null, unparsed: 0, clockOffsetMs: 0, error: null, cursor: null };

/** What an arm answered in the intervals that begin so many seconds after the deploy. */
async function answer(arm: "canary" | "control", second: number, codes: StatusCodes) {
  const hostId = hostIds[arm === "canary" ? 0 : 1] as number;
  const fromAt = new Date(deployedAt + second * 1000);
  await insertSamples(tx, { rolloutId, stageId: stageIds[0] as number }, [
    { arm, hostId, hostName: `web-${hostId}`, codes: { ...codes }, fromAt, ...nothing },
  ]);
}

async function judge(second: number) {
  const stageId = stageIds[0] as number;
  await tx.stage.update({ where: { id: stageId }, data: { deployedAt: new Date(deployedAt) } });
  const at = new Date(deployedAt + second * 1000).toISOString();
  await storeVerdict(tx, stageId, {
    ...{ verdict: "fail", reason: "rule-violated", why: "5xx.", metrics: [], minRequests: 60, at },
  });
}

async function read() {
  return canarySeriesSchema.parse(await readCanarySeries(tx, rolloutId)).stages;
}

describe("the series of a rollout", () => {
  test("are those of its judged stages, as the newest verdict counted them", async () => {
    for (const second of [0, 20, 40, 90]) await answer("canary", second, { 200: 98, 500: 2 });
    for (const second of [20, 30, 40]) await answer("control", second, { 200: 400 });
    await judge(60);
    const [stage, ...others] = await read();
    expect(others).toEqual([]);
    expect(stage).toMatchObject({ index: 0, intervalSeconds: 10, intervalsPerPoint: 1 });
    expect([stage?.deployedAt, stage?.watchedFrom, stage?.verdictAt].map((at) => at?.slice(14, 19))).toEqual([
      "00:00",
      "00:20",
      "01:00",
    ]);
    const errors = stage?.metrics.find(({ metric }) => metric === "5xx");
    expect(errors).toMatchObject({ limitPercent: 0.5, canary: { n: 200, bad: 4 }, control: { n: 1200, bad: 0 } });
    expect(errors?.points).toEqual([
      { at: "2026-11-23T03:00:20.000Z", canary: { n: 100, bad: 2 }, control: { n: 400, bad: 0 } },
      { at: "2026-11-23T03:00:30.000Z", canary: null, control: { n: 400, bad: 0 } },
      { at: "2026-11-23T03:00:40.000Z", canary: { n: 100, bad: 2 }, control: { n: 400, bad: 0 } },
      { at: "2026-11-23T03:00:50.000Z", canary: null, control: null },
    ]);
  });

  test("are empty before the first verdict, and once what was answered is no longer kept", async () => {
    await answer("canary", 20, { 200: 1 });
    expect(await read()).toEqual([]);
    await judge(60);
    await tx.canarySample.deleteMany({ where: { rolloutId } });
    expect(await read()).toMatchObject([{ index: 0, metrics: [] }]);
  });

  test("of a watch of hours are thinned, and keep the one bad interval", async () => {
    await answer("canary", 5000, { 200: 90, 503: 10 });
    for (const second of [4990, 5010]) await answer("canary", second, { 200: 100 });
    await judge(8 * 3600);
    const [stage] = await read();
    const points = stage?.metrics[0]?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(mostSeriesPoints);
    expect(stage?.intervalsPerPoint).toBe(20);
    expect(points.flatMap(({ canary }) => (canary && canary.bad > 0 ? [canary] : []))).toEqual([{ n: 100, bad: 10 }]);
  });
});
