import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { type ApiProcess, startApiProcess } from "@/lib/testing/system/api-process";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createHookTarget, deliverSteadily, findLost } from "@/lib/testing/system/hook-load";

let database: DatabaseServer;
let port: number;
let serving: ApiProcess;

beforeAll(async () => {
  database = await startDatabaseServer();
  port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
  serving = await serve();
});

afterAll(async () => {
  await serving.kill();
  await database.remove();
});

/** The routes over a database whose queue nobody works on. */
const serve = () => startApiProcess({ port, databaseUrl: database.url });

test("what was answered is stored, though the web process is killed in the middle and started again", async () => {
  const target = await createHookTarget(database.url, "web");
  const { url } = serving;
  const before = await deliverSteadily(target, { url, perSecond: 20, seconds: 1 });
  expect([before.answered.size, before.others]).toEqual([20, {}]);

  const during = deliverSteadily(target, { url, perSecond: 100, seconds: 6 });
  await delay(1_000);
  await serving.kill();
  serving = await serve();
  const load = await during;

  expect(load.others).toEqual({});
  expect(load.unanswered).toBeGreaterThan(0);
  expect(load.answered.size).toBeGreaterThan(0);
  expect(await findLost(database.url, target, load)).toEqual([]);
});
