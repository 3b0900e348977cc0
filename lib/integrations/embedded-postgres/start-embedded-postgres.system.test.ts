import { spawn } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { removeDatabase } from "./choose-location";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./start-embedded-postgres";

const settings = { fsync: "off" };
let folder: string;
let dataDir: string;
let running: EmbeddedPostgres[];
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sauron postgres "));
  chmodSync(folder, 0o755);
  dataDir = join(folder, "data of mine");
  running = [];
  said = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, settings, say: (sentence) => said.push(sentence) });
  running.push(server);
  return server;
}

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

function readServerPid(): number {
  return Number.parseInt(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function occupy(port: number): Promise<Server> {
  return new Promise((settle) => {
    const server = createServer().listen(port, "127.0.0.1", () => settle(server));
  });
}

describe("startEmbeddedPostgres", () => {
  test("keeps data, port and password over a restart, in a folder with spaces", async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS seven");
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "SELECT seven FROM kept")).toEqual([{ seven: 7 }]);
  });

  test("lets nobody else read the password, and nobody in without it", async () => {
    const { url } = await start();
    expect(statSync(join(dataDir, "postgres.json")).mode & 0o777).toBe(0o600);
    const wrong = new URL(url);
    wrong.password = "guessed";
    await expect(query(wrong.href, "SELECT 1")).rejects.toThrow(/password authentication failed/);
  });

  test("starts again after the server was killed", async () => {
    const first = await start();
    await query(first.url, "CREATE TABLE kept AS SELECT 7 AS seven");
    process.kill(readServerPid(), "SIGKILL");
    await first.exited;
    const second = await start();
    expect(await query(second.url, "SELECT seven FROM kept")).toEqual([{ seven: 7 }]);
  });

  test("is not held up by a lock file whose number another program has now", async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, "postgres", "postmaster.pid"), `${process.pid}\n${join(dataDir, "postgres")}\n1\n`);
    expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("ends a server that is still running on its data directory", async () => {
    const first = await start();
    const pid = readServerPid();
    const second = await start();
    expect(isAlive(pid)).toBe(false);
    await first.exited;
    expect(await query(second.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("goes to another port when its own is taken, and says so", async () => {
    const first = await start();
    await first.stop();
    const squatter = await occupy(first.port);
    const second = await start();
    squatter.close();
    expect(second.port).not.toBe(first.port);
    expect(said.at(-1)).toBe(`Port ${first.port} is taken; PostgreSQL listens on ${second.port} instead`);
  });

  test("refuses a data directory of another major version with what to do", async () => {
    await (await start()).stop();
    writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "15\n");
    await expect(start()).rejects.toThrow(
      /written by PostgreSQL 15, and Sauron brings PostgreSQL \d\d\. .*DATABASE_URL/,
    );
  });

  test("makes a data directory anew when the first try was cut short", async () => {
    mkdirSync(join(dataDir, "postgres.new", "base"), { recursive: true });
    expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("gives up a start that is not wanted any more, at once", async () => {
    await (await start()).stop();
    const wanted = new AbortController();
    const starting = startEmbeddedPostgres({ dataDir, settings, signal: wanted.signal });
    const startedAt = performance.now();
    wanted.abort();
    await expect(starting).rejects.toThrow("PostgreSQL was stopped while it was starting.");
    expect(performance.now() - startedAt).toBeLessThan(4_000);
    expect(await query((await start()).url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("dies with the process that started it, even when that is killed", async () => {
    const module = pathToFileURL(resolve(import.meta.dirname, "start-embedded-postgres.ts")).href;
    const code = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} }); console.log("started");`;
    const starter = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((settle) => createInterface({ input: starter.stdout }).once("line", settle));
    const pid = readServerPid();
    starter.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), inTime);
  });

  test.runIf(process.getuid?.() === 0)("as root, works in a folder that no other user can enter", async () => {
    chmodSync(folder, 0o700);
    const server = await start();
    expect(await query(server.url, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
    await server.stop();
    const again = await start();
    expect(again.url).toBe(server.url);
    await again.stop();
    removeDatabase(dataDir);
  });

  test.runIf(process.getuid?.() === 0)("keeps the data of a folder that was moved, whoever else starts", async () => {
    chmodSync(folder, 0o700);
    const { url, stop } = await start();
    await query(url, "CREATE TABLE kept AS SELECT 7 AS seven");
    await stop();
    const moved = join(folder, "moved");
    renameSync(dataDir, moved);
    await (await start()).stop();
    removeDatabase(dataDir);
    dataDir = moved;
    expect(await query((await start()).url, "SELECT seven FROM kept")).toEqual([{ seven: 7 }]);
    const data = realpathSync(join(moved, "postgres"));
    expect(readFileSync(join(dirname(data), "linked-from"), "utf8")).toBe(join(moved, "postgres"));
    await Promise.all(running.map((server) => server.stop()));
    removeDatabase(dataDir);
  });

  test.runIf(process.getuid?.() === 0)(
    "removes a database with what its link leads to, a copy the link alone",
    async () => {
      chmodSync(folder, 0o700);
      await (await start()).stop();
      const data = realpathSync(join(dataDir, "postgres"));
      const copy = join(folder, "copy");
      cpSync(dataDir, copy, { recursive: true, verbatimSymlinks: true });
      removeDatabase(copy);
      expect([existsSync(join(copy, "postgres")), existsSync(data)]).toEqual([false, true]);
      removeDatabase(dataDir);
      expect(existsSync(dirname(data))).toBe(false);
    },
  );
});
