import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { createDatabase } from "@/lib/db/client";
import { restoreBackup } from "@/lib/services/backup/restore-backup";
import { takeBackup } from "@/lib/services/backup/take-backup";
import { createSystem, type System, type SystemOptions } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { waitUntil } from "@/lib/testing/system/wait-until";
import { createWorkerPool } from "@/lib/testing/system/worker-pool";

let old: DatabaseServer;
let anew: DatabaseServer;
const directory = mkdtempSync(join(tmpdir(), "sauron-restored-"));

beforeAll(async () => {
  [old, anew] = await Promise.all([startDatabaseServer(), startDatabaseServer()]);
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await Promise.all([old.remove(), anew.remove()]);
});

async function create(options: Pick<SystemOptions, "project" | "hosts" | "concurrency" | "stepSeconds">) {
  const system = await createSystem({ databaseUrl: old.url, ...options });
  onTestFinished(() => system.end());
  const workers = createWorkerPool({ databaseUrl: old.url });
  onTestFinished(() => workers.end());
  return { system, workers };
}

/** What was backed up, in another database and with a worker of its own. */
async function restore(file: string) {
  await restoreBackup(anew.url, file, { replace: true, forgetSecrets: false, by: "ana", keyIds: [] });
  const db = createDatabase(anew.url, { poolSize: 2 });
  const workers = createWorkerPool({ databaseUrl: anew.url });
  onTestFinished(async () => {
    await workers.end();
    await db.close();
  });
  return { db, workers };
}

type Restored = Awaited<ReturnType<typeof restore>>;

async function untilEnded({ db }: Restored, state: string) {
  const find = () =>
    db.prisma.rollout.findFirstOrThrow({
      orderBy: { id: "desc" },
      include: { hostDeploys: { include: { host: true }, orderBy: { id: "asc" } } },
    });
  await waitUntil(120, async () => {
    const rollout = await find();
    const hosts = rollout.hostDeploys.map((deploy) => `${deploy.host.name} ${deploy.state} ${deploy.reason ?? ""}`);
    return rollout.state === state ? null : [`the rollout to be ${state}, not ${rollout.state}`, ...hosts].join("\n");
  });
  return find();
}

async function untilDeployed({ machines }: System, hosts: number) {
  await waitUntil(120, () => {
    const started = machines.countStarts().filter((starts) => starts > 0).length;
    return started >= hosts ? null : `${hosts} hosts to have been deployed, not ${started}`;
  });
}

/** Both wait for several rollouts, one after the other; on a busy machine each takes a minute. */
const timeout = 300_000;

test("a rollout that was backed up in its middle goes on from where its hosts are, and no host is deployed twice", {
  timeout,
}, async () => {
  const { system, workers } = await create({ project: "middle", hosts: 18, concurrency: 3, stepSeconds: 1.6 });
  const { machines } = system;
  const [paused] = await workers.have(1);
  const sha = await system.land();
  await untilDeployed(system, 5);
  const file = join(directory, "middle");
  await takeBackup(old.url, file, { version: "1.0.0", keys: null });
  // The installation goes on: it deploys hosts and hands out numbers of which the backup knows nothing.
  await untilDeployed(system, 10);
  paused?.signal("SIGSTOP");

  const restored = await restore(file);
  expect(await restored.db.prisma.host.findMany({ where: { currentRevision: { not: null } } })).toEqual([]);
  await restored.workers.have(1);
  const ended = await untilEnded(restored, "succeeded");
  expect(ended.toRevision).toBe(sha);
  expect(machines.countStarts()).toEqual(Array(18).fill(1));
  const hosts = await restored.db.prisma.host.findMany();
  expect(new Set(hosts.map((host) => host.currentRevision))).toEqual(new Set([sha]));
  // A person has to look before another rollout starts.
  expect((await restored.db.prisma.project.findFirstOrThrow()).haltReason).toContain("Restored from a backup");

  // The other one was not stopped, only asleep: no host takes a deploy of it any more.
  paused?.signal("SIGCONT");
  const { state } = await system.untilState("failed", 120);
  expect(state).toBe("failed");
  expect(machines.countStarts()).toEqual(Array(18).fill(1));
});

test("a rollout that was overtaken after the backup deploys nothing, and says so", { timeout }, async () => {
  const { system, workers } = await create({ project: "overtaken", hosts: 6, concurrency: 2, stepSeconds: 1 });
  const { machines } = system;
  await workers.have(1);
  await system.land();
  await untilDeployed(system, 3);
  const file = join(directory, "overtaken");
  await takeBackup(old.url, file, { version: "1.0.0", keys: null });
  await system.untilState("succeeded", 120);
  const newer = await system.land();
  await waitUntil(120, async () => {
    const { toRevision, state } = await system.newestRollout();
    return toRevision === newer && state === "succeeded" ? null : "the second rollout to succeed";
  });
  await workers.have(0);
  expect(machines.countStarts()).toEqual(Array(6).fill(2));

  const restored = await restore(file);
  await restored.workers.have(1);
  const ended = await untilEnded(restored, "failed");
  expect(ended.hostDeploys.map(({ reason }) => reason)).toContain("A newer deploy has run on the host since.");
  expect(machines.countStarts()).toEqual(Array(6).fill(2));
  await waitUntil(30, async () => {
    const hosts = await restored.db.prisma.host.findMany();
    const known = hosts.filter((host) => host.currentRevision === newer && host.doubtedSince === null).length;
    return known === 6 ? null : `all hosts to have said what they run, not ${known}`;
  });
});
