import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, test as base } from "@playwright/test";
import { installationRoot, webCommand, workingEnvironment } from "@/bin/supervisor/installation";
import { createDatabase, type Database } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import type { Role } from "@/lib/domain/access/roles";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { addPerson, testPassword } from "@/lib/testing/sign-in-people";
import { waitUntil } from "@/lib/testing/system/wait-until";
import { type Line, layLine } from "./lay-line";

export type StillConsole = {
  url: string;
  db: Database;
  /** What lies between every browser and the server. */
  line: Line;
  /** Ends the server and starts it again, after what is to be done in between. */
  restart(between?: () => Promise<unknown>): Promise<void>;
};

/**
 * The console as it is built, on a database in which nothing happens but what a journey does there: no worker, no fleet.
 * So a journey can look at a state for as long as it wants to. One console serves all journeys; each has a project of its
 * own, and its browser is signed in as admin.
 */
export const test = base.extend<{ still: StillConsole }, { runningConsole: StillConsole }>({
  runningConsole: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixture's needs from this pattern
    async ({}, use) => runConsole(use),
    { scope: "worker", timeout: 3 * 60_000 },
  ],
  still: async ({ runningConsole, context }, use) => {
    await enter(context, runningConsole, "admin");
    await use(runningConsole);
    runningConsole.line.mend();
  },
});

/** Signs a browser in as a person of this role. */
export async function enter(context: BrowserContext, { url }: Pick<StillConsole, "url">, role: Role): Promise<void> {
  const data = { email: `${role}@example.org`, password: testPassword };
  const answer = await context.request.post(`${url}/api/v1/sign-in`, { data });
  expect(answer.status(), await answer.text()).toBe(200);
}

async function runConsole(use: (still: StillConsole) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "sauron-still-"));
  // As root the database runs as another user, who must get in.
  await chmod(folder, 0o711);
  const settings = { fsync: "off", synchronous_commit: "off" };
  const postgres = await startEmbeddedPostgres({ dataDir: folder, settings });
  const db = createDatabase(postgres.url, { poolSize: 4 });
  const port = (await findFreePort({ host: "127.0.0.1", port: 0 })) ?? 0;
  const line = await layLine(port);
  const start = () => startServer({ port, url: line.url, folder, databaseUrl: postgres.url });
  try {
    await migrateDatabase(postgres.url);
    await stock(db);
    let server = await start();
    const restart = async (between: () => Promise<unknown> = async () => {}) => {
      await server.stop();
      await between();
      server = await start();
    };
    await use({ url: line.url, db, line, restart });
    await server.stop();
  } finally {
    await line.close();
    await db.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A person of each role, and a worker that counts as alive without doing anything. */
async function stock(db: Database): Promise<void> {
  for (const role of ["viewer", "operator", "admin"] as const) await addPerson({ db }, role, { role });
  const beatAt = new Date(Date.now() + 24 * 3_600_000);
  await db.prisma.workerProcess.create({ data: { id: "still", hostname: "still", pid: 1, beatAt } });
}

const secretKey = randomBytes(32).toString("base64");

type Place = { port: number; url: string; folder: string; databaseUrl: string };

async function startServer({ port, url, folder, databaseUrl }: Place): Promise<LeashedProcess> {
  const server = spawnLeashed({
    argv: webCommand(),
    cwd: installationRoot,
    env: {
      ...process.env,
      ...workingEnvironment,
      SAURON_HOST: "127.0.0.1",
      SAURON_PORT: `${port}`,
      SAURON_URL: url,
      SAURON_DATA_DIR: folder,
      SAURON_SECRET_KEY: secretKey,
      SAURON_LOG_LEVEL: "warn",
      DATABASE_URL: databaseUrl,
      REDIS_URL: "",
    },
    stopSignal: "TERM",
    graceSeconds: 10,
    output: "pipe",
  });
  server.child.stdout?.resume();
  server.child.stderr?.pipe(process.stderr);
  await waitUntil(60, async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/api/v1/health`).catch(() => null);
    return answer ? null : "the web process to answer";
  });
  return server;
}

const { expect } = base;

export { expect };
