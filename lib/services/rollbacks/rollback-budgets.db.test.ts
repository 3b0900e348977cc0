import { expect, test, vi } from "vitest";
import type { Policy } from "@/lib/contracts/project-file";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, quickPolicy } from "@/lib/testing/pipeline";
import { startRollback } from "./start-rollback";

const db = await createTestDatabase({ poolSize: 10 });

/** Six hosts have had two revisions; what goes back to the first one meets `web-2`, which fails. */
async function goBack({ watchCanary, ...policy }: Partial<Policy> & { watchCanary: boolean }) {
  const pipeline = await createPipeline(db, { hosts: 6, policy: quickPolicy(policy) });
  const { ctx, fleet, projectId } = pipeline;
  const waitForEnd = (number: number, state: string) =>
    vi.waitFor(async () => {
      const rollout = await db.prisma.rollout.findFirstOrThrow({ where: { projectId, number } });
      expect(rollout.state).toBe(state);
      return rollout;
    }, inTime);
  await pipeline.startWorker();
  for (const number of [1, 2]) {
    await pipeline.landPassed(`Change ${number}`);
    await waitForEnd(number, "succeeded");
  }
  fleet.host("web-2").behave({ does: "fail", exitCode: 1 });
  const before = fleet.started.length;
  const wish = { to: null, reason: "pages are slow", allHosts: false, acceptRisks: false };
  await startRollback(ctx, { projectId, watchCanary, ...wish });
  const { failureReason } = await waitForEnd(3, "failed");
  return { failureReason, started: fleet.started.slice(before).map(({ host }) => host) };
}

test("in one stroke every host is tried, however many failed before it", async () => {
  const { started, failureReason } = await goBack({ watchCanary: false, rollback: { concurrency: 1 } });
  expect(started).toEqual(["web-1", "web-2", "web-3", "web-4", "web-5", "web-6"]);
  expect(failureReason).toBe("1 of 6 hosts failed to deploy; the limit is 1 %.");
});

test("watched stage by stage it stops at the budget of the stage, as a forward rollout does", async () => {
  const bake = { analysis: false, warmup: 0, for: 1, extendTo: 1, poll: 10 };
  const { started, failureReason } = await goBack({
    watchCanary: true,
    hostFailureBudget: 100,
    stages: [
      { name: "canary", hosts: { count: 1 }, concurrency: 1, bake },
      { name: "fleet", hosts: "rest", concurrency: 1, hostFailureBudget: 0 },
    ],
  });
  expect(started).toEqual(["web-1", "web-2"]);
  expect(failureReason).toBe("1 of 5 hosts of stage fleet failed to deploy; its limit is 0 %.");
});
