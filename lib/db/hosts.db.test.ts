import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, testSha } from "@/lib/testing/project";
import { listEnabledHosts, listStageArms } from "./hosts";
import { insertRollout } from "./rollouts";

const db = await createTestDatabase();

test("a canary is compared only with hosts that its rollout has not touched in any stage", async () => {
  const project = await createTestProject(db, "arms", { hosts: 5, commits: 1 });
  const [first, second, ...rest] = (await listEnabledHosts(db.prisma, project.id)).map((host) => host.id);
  const rollout = await insertRollout(db.prisma, {
    projectId: project.id,
    kind: "forward",
    fromRevision: null,
    toRevision: testSha(1),
    commitCount: 1,
    startedBy: { kind: "automation", name: "automation" },
    policy: project.policy,
    policyRevision: 1,
    decisionId: null,
    stages: [
      { name: "canary", hostIds: [first as number] },
      { name: "region", hostIds: [second as number] },
      { name: "fleet", hostIds: rest },
    ],
  });
  if (!rollout) throw new Error("the rollout was not stored");
  await db.prisma.hostDeploy.updateMany({
    where: { rolloutId: rollout.id, hostId: { in: [first as number, second as number] } },
    data: { state: "succeeded", startedAt: new Date() },
  });
  const region = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: rollout.id, index: 1 } });
  const arms = await listStageArms(db.prisma, { stageId: region.id, rollout });
  expect(arms.canary.map((host) => host.id)).toEqual([second]);
  expect(arms.control.map((host) => host.id)).toEqual(rest);
});
