import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { createSystem } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createWorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;

beforeAll(async () => {
  server = await startDatabaseServer();
});
afterAll(() => server.remove());

test("an abort with a hundred hosts at work: none starts after it, and every remote process is gone", async () => {
  const system = await createSystem({
    databaseUrl: server.url,
    project: "many",
    hosts: 140,
    concurrency: 110,
    stepSeconds: 0,
    script: "exec sleep 90",
    oneStage: true,
  });
  onTestFinished(() => system.end());
  const workers = createWorkerPool({ databaseUrl: server.url });
  onTestFinished(() => workers.end());
  await workers.have(1);
  await system.land();
  await system.untilBusy(100);
  const { id } = await system.newestRollout();
  const { abort } = await abortRollout(system.ctx, { rolloutId: id });

  const ended = await system.untilState("aborted", 60);
  const late = ended.hostDeploys.filter(({ startedAt }) => Number(startedAt) > abort.requestedAt.getTime() + 1000);
  expect(late).toEqual([]);
  expect(system.machines.listBusy()).toEqual([]);
  expect(ended.hostDeploys.filter(({ state }) => state === "skipped").length).toBeGreaterThanOrEqual(30);
  expect(ended.hostDeploys.filter(({ state }) => !["skipped", "failed"].includes(state))).toEqual([]);
});
