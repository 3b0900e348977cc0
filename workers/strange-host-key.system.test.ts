import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createSystem } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createWorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;

beforeAll(async () => {
  server = await startDatabaseServer();
});
afterAll(() => server.remove());

test("a host that shows another key is not spoken to and counts as failed; the rollout goes on within its budget", async () => {
  const system = await createSystem({
    databaseUrl: server.url,
    project: "strange",
    hosts: 4,
    concurrency: 3,
    stepSeconds: 0,
    rules: { hostFailureBudget: "30%" },
  });
  onTestFinished(() => system.end());
  const pinned = `SHA256:${"A".repeat(43)}`;
  await system.db.prisma.host.updateMany({ where: { name: "web-4" }, data: { hostKeys: [pinned] } });
  const workers = createWorkerPool({ databaseUrl: server.url });
  onTestFinished(() => workers.end());
  await workers.have(1);
  await system.land();

  const { hostDeploys } = await system.untilState("succeeded", 60);
  const last = new Map(hostDeploys.map(({ host, state, reason }) => [host.name, { state, reason }]));
  const [shown] = system.machines.hosts[0]?.hostKeys ?? [];
  expect(last.get("web-4")).toEqual({ state: "failed", reason: expect.stringContaining(pinned) });
  expect(last.get("web-4")?.reason).toContain(shown);
  expect([...last.values()].filter(({ state }) => state === "succeeded")).toHaveLength(3);
  expect(system.machines.countStarts()).toEqual([1, 1, 1, 0]);
});
