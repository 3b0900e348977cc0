import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createHookTarget, deliverSteadily, findLost } from "@/lib/testing/system/hook-load";

let database: DatabaseServer;
let port: number;
let serving: LeashedProcess;

beforeAll(async () => {
  database = await startDatabaseServer();
  port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
  serving = await serve();
});

afterAll(async () => {
  serving.kill();
  await serving.exited;
  await database.remove();
});

/** The routes in a process of their own, over a database whose queue nobody works on; resolves once they answer. */
async function serve(): Promise<LeashedProcess> {
  const leashed = spawnLeashed({
    argv: [process.execPath, "--import", "tsx", "lib/testing/system/serve-api.ts", `${port}`],
    cwd: resolve(import.meta.dirname, "../.."),
    env: { ...process.env, DATABASE_URL: database.url, REDIS_URL: "", SAURON_LOG_LEVEL: "warn" },
    stopSignal: "TERM",
    graceSeconds: 2,
    output: "pipe",
  });
  const log: string[] = [];
  leashed.child.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const lines = createInterface({ input: leashed.child.stdout as NodeJS.ReadableStream });
  await Promise.race([
    new Promise((ready) => lines.once("line", ready)),
    leashed.exited.then(() => Promise.reject(new Error(`It ended at once:\n${log.join("")}`))),
  ]);
  return leashed;
}

test("what was answered is stored, though the web process is killed in the middle and started again", async () => {
  const target = await createHookTarget(database.url, "web");
  const url = `http://127.0.0.1:${port}`;
  const before = await deliverSteadily(target, { url, perSecond: 20, seconds: 1 });
  expect([before.answered.size, before.others]).toEqual([20, {}]);

  const during = deliverSteadily(target, { url, perSecond: 100, seconds: 6 });
  setTimeout(() => serving.kill(), 1_000);
  await serving.exited;
  serving = await serve();
  const load = await during;

  expect(load.others).toEqual({});
  expect(load.unanswered).toBeGreaterThan(0);
  expect(load.answered.size).toBeGreaterThan(0);
  expect(await findLost(database.url, target, load)).toEqual([]);
});
