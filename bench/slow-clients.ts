import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { installationRoot } from "@/bin/supervisor/installation";
import { readLocalKey } from "@/lib/config/local-key";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { createTestProject } from "@/lib/testing/project";
import { describeConditions, describeSpread, percentile, print } from "./figures";
import { startWebProcess } from "./start-web-process";

/**
 * What connections that never finish a request do to those who ask properly: so many of them, opened anew as they are
 * cut off, while the API is asked 20 times a second.
 */
const [sockets = 2000, seconds = 30] = process.argv.slice(2).map(Number);

const conditions = describeConditions();
execFileSync(process.execPath, [join(installationRoot, "bin/sauron.mjs"), "build"], { stdio: "inherit" });
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
process.env.SAURON_DATA_DIR = dataDir;
process.env.SAURON_SECRET_KEY ||= randomBytes(32).toString("base64");
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
const db = createDatabase(postgres.url, { poolSize: 1 });
await createTestProject(db, "bench", { commits: 10 });
await db.close();
const port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
const web = await startWebProcess({ databaseUrl: postgres.url, port });

const headers = { authorization: `Bearer ${readLocalKey(dataDir)}` };

const beginnings = [
  "GET /api/v1/projects HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ",
  "POST /api/v1/checks HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{",
];
const open = new Set<Socket>();
let cutOff = 0;
let isOver = false;

function openSlow(number: number): void {
  const socket = connect(port, "127.0.0.1");
  open.add(socket);
  socket.on("connect", () => socket.write(beginnings[number % beginnings.length] ?? ""));
  socket.on("error", () => {}).resume();
  socket.on("close", () => {
    open.delete(socket);
    if (isOver) return;
    cutOff += 1;
    openSlow(number);
  });
}

async function ask(): Promise<number> {
  const start = performance.now();
  const answer = await fetch(`http://127.0.0.1:${port}/api/v1/projects/bench`, { headers });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`The API answered ${answer.status}.`);
  return performance.now() - start;
}

/** Milliseconds that the API takes, asked at a steady pace, whether or not it has answered before. */
async function measure(): Promise<number[]> {
  const asked: Promise<number>[] = [];
  for (let round = 0; round < seconds * 20; round += 1) {
    asked.push(ask());
    await delay(50);
  }
  return Promise.all(asked);
}

// The first requests of a new process compile what they need.
for (let round = 0; round < 50; round += 1) await ask();
const alone = await measure();
for (let number = 0; number < sockets; number += 1) {
  openSlow(number);
  // They come over ten seconds: what is measured is that they are slow, not that they are many at once.
  if (number % 20 === 19) await delay(200_000 / sockets);
}
const among = await measure();
const stillOpen = open.size;
isOver = true;
for (const socket of open) socket.destroy();

const p99 = (times: number[]) => `p99 ${Math.round(percentile(times, 0.99))} ms`;
print(`Slow clients: the API while ${sockets} connections finish no request`, [
  `without them: ${describeSpread(alone)}, ${p99(alone)}`,
  `with them: ${describeSpread(among)}, ${p99(among)}`,
  `${stillOpen} were open at the end; ${cutOff} were cut off and opened again`,
  conditions,
]);
await web.stop();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
