import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { listEnabledHosts, listStageArms } from "./hosts";

const db = await createTestDatabase();

test("a canary is compared only with hosts that its rollout has not touched in any stage", async () => {
  const project = await createTestProject(db, "arms", { hosts: 5, commits: 1 });
  const [first, second, ...rest] = (await listEnabledHosts(db.prisma, project.id)).map((host) => host.id);
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
  expect(arms.canary.map((host) => host.id)).toEqual([second]);
  expect(arms.control.map((host) => host.id)).toEqual(rest);
});
