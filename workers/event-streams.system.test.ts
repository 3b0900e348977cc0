import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createDatabase, type Database } from "@/lib/db/client";
import { createSource } from "@/lib/services/sources/create-source";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject } from "@/lib/testing/project";
import { type Gerrit, startGerrit } from "@/lib/testing/ssh/start-gerrit";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createWorkerPool, type WorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;
let workers: WorkerPool;
let db: Database;
let gerrit: Gerrit;

beforeAll(async () => {
  server = await startDatabaseServer();
  workers = createWorkerPool({ databaseUrl: server.url });
  db = createDatabase(server.url, { poolSize: 2 });
  gerrit = await startGerrit();
});
afterAll(async () => {
  await workers.end();
  await gerrit.close();
  await db.close();
  await server.remove();
});

const holder = async () => (await db.prisma.sourceStream.findFirstOrThrow()).heldBy ?? "";
const listDeliveries = () => db.prisma.delivery.findMany({ orderBy: { id: "asc" } });

function push(revision: string): object {
  const refUpdate = { oldRev: "0".repeat(40), newRev: revision.repeat(40), refName: "refs/heads/main" };
  return { type: "ref-updated", refUpdate: { ...refUpdate, project: "shop/web" }, eventCreatedOn: 1700147670 };
}

/** Waits until so many deliveries were read by a worker. */
async function untilRead(count: number): Promise<void> {
  await vi.waitFor(async () => {
    const states = (await listDeliveries()).map(({ state }) => state);
    expect(states).toEqual(Array(count).fill("understood"));
  }, inTime);
}

test("one of two workers listens to a Gerrit; when it is killed the other takes over within 20 s", async () => {
  const project = await createTestProject(db, "web");
  const { port, user, privateKey, hostKey } = gerrit;
  const stream = { host: "127.0.0.1", port, user, privateKey, hostKey, repository: "shop/web" };
  const ana = { db, actor: { kind: "user" as const, name: "ana" } };
  await createSource(ana, { project, name: "gerrit", kind: "gerrit", api: null, stream, baseUrl: "http://localhost" });
  await workers.have(2);
  await gerrit.untilListeners(1);
  gerrit.tell(push("a"));
  await untilRead(1);

  const lost = workers.find(await holder());
  await workers.kill(lost);
  await gerrit.untilListeners(0);
  await gerrit.untilListeners(1, 20);
  expect(await holder()).not.toBe(lost.id);
  gerrit.tell(push("a"));
  gerrit.tell(push("b"));
  await untilRead(2);
  expect((await listDeliveries()).map(({ times }) => times)).toEqual([2, 1]);

  gerrit.endCommands();
  await gerrit.untilListeners(0);
  await gerrit.untilListeners(1);
  await workers.have(0);
  await gerrit.untilListeners(0);
  expect(await db.prisma.sourceStream.findFirst()).toMatchObject({ heldBy: null, connectedSince: null });
});
