import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { inTime } from "@/lib/testing/in-time";
import { createSystem, type System } from "@/lib/testing/system/create-system";
import { type DatabaseServer, startDatabaseServer } from "@/lib/testing/system/database-server";
import { createWorkerPool, type WorkerPool } from "@/lib/testing/system/worker-pool";

let server: DatabaseServer;
let workers: WorkerPool;

beforeAll(async () => {
  server = await startDatabaseServer();
  workers = createWorkerPool({ databaseUrl: server.url });
});
afterAll(async () => {
  await workers.end();
  await server.remove();
});

async function create(project: string, script: (folder: string) => string) {
  const folder = mkdtempSync(join(tmpdir(), "sauron-own-tests-"));
  const machine = { hosts: 1, concurrency: 1, stepSeconds: 0 };
  const system = await createSystem({ databaseUrl: server.url, project, ...machine, tests: script(folder) });
  onTestFinished(async () => {
    await system.end();
    rmSync(folder, { recursive: true, force: true });
  });
  return { system, folder };
}

const findRuns = ({ db, projectId }: System, sha: string) =>
  db.prisma.testRun.findMany({ where: { projectId, sha, context: builtInContext }, orderBy: { attempt: "asc" } });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("a commit is checked out of a real repository, tested, and deployed because it passed", async () => {
  const { system, folder } = await create(
    "own",
    (place) =>
      `git rev-parse HEAD >'${place}/tested'; git status --porcelain >>'${place}/tested'; pwd >'${place}/where'`,
  );
  await workers.have(1);
  const sha = await system.land();
  const rollout = await system.untilState("succeeded", 60);
  expect(rollout.toRevision).toBe(sha);
  expect(readFileSync(join(folder, "tested"), "utf8")).toBe(`${sha}\n`);
  const where = readFileSync(join(folder, "where"), "utf8").trim();
  await vi.waitFor(() => expect(existsSync(where)).toBe(false), inTime);
});

test("tests of a killed worker end with it, and are tried again as a new attempt by another", async () => {
  const { system, folder } = await create(
    "lost",
    (place) => `if mkdir '${place}/first'; then sleep 1000 & echo $! >'${place}/pid'; wait; fi`,
  );
  await workers.have(2);
  const sha = await system.land();
  const pid = await vi.waitFor(() => {
    const found = Number(readFileSync(join(folder, "pid"), "utf8"));
    expect(found).toBeGreaterThan(0);
    return found;
  }, inTime);
  const [running] = await findRuns(system, sha);
  await workers.kill(workers.find(running?.workerId ?? ""));
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), inTime);
  await vi.waitFor(async () => {
    expect(await findRuns(system, sha)).toMatchObject([
      { status: "errored", reason: "The worker that ran the tests was lost." },
      { status: "passed", attempt: 2 },
    ]);
  }, inTime);
  expect((await system.untilState("succeeded", 60)).toRevision).toBe(sha);
});
