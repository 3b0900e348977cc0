import { expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, quickPolicy } from "@/lib/testing/pipeline";

const db = await createTestDatabase({ poolSize: 12 });

const three = [
  { name: "canary", hosts: { count: 1 }, concurrency: 1 },
  { name: "eu", hosts: { count: 1 }, concurrency: 1 },
  { name: "fleet", hosts: "rest" as const, concurrency: 2 },
];

test("a worker carries two rollouts that follow each other to their end", async () => {
  const { projectId, fleet, ...pipeline } = await createPipeline(db, {
    hosts: 4,
    policy: quickPolicy({ stages: three, pipelining: true }),
  });
  const readRollouts = () =>
    db.prisma.rollout.findMany({
      where: { projectId },
      orderBy: { number: "asc" },
      select: { slot: true, state: true },
    });
  fleet.host("web-2").behave({ does: "hang" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await vi.waitFor(async () => expect(await readRollouts()).toEqual([{ slot: 1, state: "deploying" }]), inTime);

  await pipeline.landPassed("One more");
  const behind = [
    { slot: 1, state: "deploying" },
    { slot: 0, state: "baking" },
  ];
  await vi.waitFor(async () => expect(await readRollouts()).toEqual(behind), inTime);
  fleet.host("web-2").behave({ does: "succeed" });
  fleet.host("web-2").finish();
  const done = { slot: 2, state: "succeeded" };
  await vi.waitFor(async () => expect(await readRollouts()).toEqual([done, done]), inTime);
});
