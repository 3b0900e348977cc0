import { beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { listHosts } from "./hosts";
import { extendBake } from "./stages";

const db = await createTestDatabase();
const [soon, later] = [Date.UTC(2026, 0, 1, 12), Date.UTC(2026, 0, 1, 13)];
let rolloutId: number;
let projects = 0;

beforeEach(async () => {
  projects += 1;
  const project = await createTestProject(db, `bakes-${projects}`, { hosts: 1, commits: 1 });
  const hostIds = (await listHosts(db.prisma, project.id)).map(({ id }) => id);
  const rollout = await startTestRollout(db.prisma, project, { stages: [{ name: "canary", hostIds }] });
  rolloutId = rollout.id;
  await db.prisma.rollout.update({ where: { id: rolloutId }, data: { state: "baking", leaseEpoch: 7 } });
  await db.prisma.stage.updateMany({ where: { rolloutId }, data: { bakeUntil: new Date(soon) } });
});

const readEnd = async () => (await db.prisma.stage.findFirstOrThrow({ where: { rolloutId } })).bakeUntil?.getTime();

describe("extending the observation of a stage", () => {
  test("moves its end away, never nearer", async () => {
    expect(await extendBake(db.prisma, { rolloutId, index: 0, until: later, epoch: 7 })).toBe(true);
    expect(await readEnd()).toBe(later);
    await extendBake(db.prisma, { rolloutId, index: 0, until: soon, epoch: 7 });
    expect(await readEnd()).toBe(later);
  });

  test("does nothing once another worker has the rollout, or it is not being observed any more", async () => {
    expect(await extendBake(db.prisma, { rolloutId, index: 0, until: later, epoch: 6 })).toBe(false);
    await db.prisma.rollout.update({ where: { id: rolloutId }, data: { state: "held" } });
    expect(await extendBake(db.prisma, { rolloutId, index: 0, until: later, epoch: 7 })).toBe(false);
    expect(await readEnd()).toBe(soon);
  });
});
