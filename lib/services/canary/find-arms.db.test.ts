import { expect, test } from "vitest";
import { listHosts } from "@/lib/db/hosts";
import { listStageArms } from "@/lib/db/stage-arms";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { findArms } from "./find-arms";

const db = await createTestDatabase();

test("a canary is compared only with hosts that its rollout has not touched in any stage", async () => {
  const project = await createTestProject(db, "arms", { hosts: 5, commits: 1 });
  const [first, second, ...rest] = (await listHosts(db.prisma, project.id)).map((host) => host.id);
  const rollout = await startTestRollout(db.prisma, project, {
    stages: [
      { name: "canary", hostIds: [first as number] },
      { name: "region", hostIds: [second as number] },
      { name: "fleet", hostIds: rest },
    ],
  });
  await db.prisma.hostDeploy.updateMany({
    where: { rolloutId: rollout.id, hostId: { in: [first as number, second as number] } },
    data: { state: "succeeded", startedAt: new Date() },
  });
  const region = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: rollout.id, index: 1 } });
  const arms = await listStageArms(db.prisma, { stageId: region.id, rollout });
  const ids = (hosts: { id: number }[]) => hosts.map(({ id }) => id);
  expect([arms.members, arms.deployed, arms.untouched].map(ids)).toEqual([[second], [second], rest]);
  await db.prisma.hostDeploy.updateMany({ where: { hostId: rest[0] }, data: { state: "running" } });
  expect(ids((await listStageArms(db.prisma, { stageId: region.id, rollout })).untouched)).toEqual(rest.slice(1));
});

test("a mixed fleet that is finished is compared only with hosts that do not run the new revision, nor may do so", async () => {
  const project = await createTestProject(db, "mixed", { hosts: 6, commits: 2 });
  const [first, brought, lost, ...rest] = (await listHosts(db.prisma, project.id)).map(({ id }) => id as number);
  const cause = await startTestRollout(db.prisma, project, {
    stages: [{ name: "fleet", hostIds: [brought as number, lost as number] }],
  });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId: cause.id }, data: { startedAt: new Date() } });
  await db.prisma.hostDeploy.updateMany({
    where: { rolloutId: cause.id, hostId: brought },
    data: { state: "succeeded" },
  });
  await db.prisma.hostDeploy.updateMany({ where: { rolloutId: cause.id, hostId: lost }, data: { state: "unknown" } });
  await db.prisma.host.update({ where: { id: brought as number }, data: { currentRevision: cause.toRevision } });
  await db.prisma.rollout.update({ where: { id: cause.id }, data: { state: "aborted" } });
  const finish = await startTestRollout(db.prisma, project, {
    stages: [{ name: "canary", hostIds: [first as number] }],
  });
  const { id: stageId } = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: finish.id } });
  expect(finish.toRevision).toBe(cause.toRevision);
  const { untouched } = await listStageArms(db.prisma, { stageId, rollout: finish });
  expect(untouched.map(({ id }) => id)).toEqual(rest);
});

test("a rollout behind another is compared with hosts that run what went ahead, not with those still before it", async () => {
  const project = await createTestProject(db, "behind", { hosts: 8, commits: 2, policy: { pipelining: true } });
  const [canary, ...ids] = (await listHosts(db.prisma, project.id)).map(({ id }) => id as number);
  const [region, rest] = [ids.slice(0, 3), ids.slice(3)];
  const planned = [canary ? [canary] : [], region, rest].map((hostIds, index) => ({ name: `stage-${index}`, hostIds }));
  const setRevision = (hostIds: number[], currentRevision: string) =>
    db.prisma.host.updateMany({ where: { id: { in: hostIds } }, data: { currentRevision } });
  const [before, ahead, behind] = [testSha(9), testSha(1), testSha(2)];
  await setRevision([...region, ...rest], before);
  const first = await startTestRollout(db.prisma, project, {
    fromRevision: before,
    toRevision: ahead,
    stages: planned,
  });
  await db.prisma.rollout.update({ where: { id: first.id }, data: { state: "deploying", slot: 1, stageIndex: 1 } });
  const second = await startTestRollout(db.prisma, project, {
    fromRevision: ahead,
    toRevision: behind,
    stages: planned,
  });
  const stage = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: second.id, index: 0 } });
  const listControls = async () => {
    const { control } = await findArms(db.prisma, second, { id: stage.id, baseline: null, isDeployed: false });
    return control.map(({ id }) => id);
  };
  expect(await listControls()).toEqual([]);
  await setRevision(region, ahead);
  expect(await listControls()).toEqual(region);
  await db.prisma.hostDeploy.updateMany({
    where: { rolloutId: first.id, hostId: rest[0] },
    data: { state: "running" },
  });
  await setRevision(rest.slice(0, 2), ahead);
  expect(await listControls()).toEqual([...region, rest[1]]);
});
