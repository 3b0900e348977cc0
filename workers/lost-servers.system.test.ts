import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { startTestRedis, type TestRedis } from "@/lib/testing/redis-server";
import { createSystem, type SystemOptions } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import type { Machines } from "@/lib/testing/system/machines";
import { createWorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;
let redis: TestRedis;

beforeAll(async () => {
  server = await startDatabaseServer();
  redis = await startTestRedis();
});
afterAll(() => server.remove());

async function create(options: Omit<SystemOptions, "databaseUrl">) {
  const system = await createSystem({ databaseUrl: server.url, ...options });
  onTestFinished(() => system.end());
  const { redisUrl } = options;
  const workers = createWorkerPool({ databaseUrl: server.url, ...(redisUrl ? { redisUrl } : {}) });
  onTestFinished(() => workers.end());
  return { system, workers };
}

test("PostgreSQL goes away and comes back: the rollout completes, and no host was started unrecorded", async () => {
  const { system, workers } = await create({ project: "database", hosts: 25, concurrency: 6, stepSeconds: 1.6 });
  const { machines } = system;
  const [worker] = await workers.have(1);
  await system.land();
  await system.untilBusy(5);
  await server.stop();
  const before = countDeployed(machines);
  // What had been taken may still start; nothing else does, however long the database is away.
  await delay(4000);
  expect(countDeployed(machines) - before).toBeLessThanOrEqual(6);
  expect(machines.listBusy()).toEqual([]);
  await server.start();
  const ended = await system.untilState("succeeded", 45);
  const starts = machines.countStarts();
  for (const [index, { name }] of machines.hosts.entries()) {
    const attempts = ended.hostDeploys.filter((deploy) => deploy.host.name === name && deploy.startedAt !== null);
    expect(starts[index], name).toBeLessThanOrEqual(attempts.length);
    expect(attempts.length, name).toBeLessThanOrEqual(2);
  }
  // The same process lived through it.
  expect(() => workers.find(worker?.id ?? "").check()).not.toThrow();
});

test("Redis is wiped, then killed and started anew: the rollout completes, each host once", async () => {
  const { url: redisUrl } = redis;
  const { system, workers } = await create({
    project: "queue",
    redisUrl,
    hosts: 25,
    concurrency: 6,
    stepSeconds: 1.6,
  });
  await workers.have(2);
  await system.land();
  await system.untilBusy(5);
  await redis.wipe();
  await system.untilBusy(1);
  await redis.stop();
  await delay(3000);
  await redis.start();
  await system.untilState("succeeded", 30);
  expect(system.machines.countStarts()).toEqual(Array(25).fill(1));
});

test("an abort while Redis is away is recorded and answered at once, and stops what runs", async () => {
  const options = { project: "away", hosts: 8, concurrency: 8, stepSeconds: 60, oneStage: true };
  const { system, workers } = await create({ ...options, redisUrl: redis.url });
  await workers.have(1);
  await system.land();
  await system.untilBusy(8);
  const rollout = await system.newestRollout();
  await redis.stop();
  await abortRollout(system.ctx, { rolloutId: rollout.id });
  await expect.poll(() => system.machines.listBusy(), { timeout: 20_000 }).toEqual([]);
  await redis.start();
  const ended = await system.untilState("aborted", 30);
  expect(ended.hostDeploys.map((deploy) => deploy.state)).toEqual(Array(8).fill("failed"));
});

function countDeployed(machines: Machines): number {
  return machines.countStarts().filter((starts) => starts > 0).length;
}
