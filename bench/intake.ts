import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { createHookTarget, deliverSteadily, findLost, type HookLoad } from "@/lib/testing/system/hook-load";
import { waitUntil } from "@/lib/testing/system/wait-until";
import { startWorkerProcess } from "@/lib/testing/system/worker-process";
import { describeConditions, percentile, print } from "./figures";
import { startWebProcess } from "./start-web-process";

/** Deliveries a second, and for how long; the first arguments, when there are any. */
const [perSecond = 200, seconds = 60] = process.argv.slice(2).map(Number);

const conditions = describeConditions();
const root = resolve(import.meta.dirname, "..");
execFileSync(process.execPath, [join(root, "bin/sauron.mjs"), "build"], { stdio: "inherit" });
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
// The web process opens what this one seals.
process.env.SAURON_SECRET_KEY ||= randomBytes(32).toString("base64");
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
const target = await createHookTarget(postgres.url, "bench");
const port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
const url = `http://127.0.0.1:${port}`;
const worker = await startWorkerProcess({ databaseUrl: postgres.url });
let web = await startWebProcess({ databaseUrl: postgres.url, port });

/** How many deliveries nobody has read. */
async function countUnread(): Promise<number> {
  const db = createDatabase(postgres.url, { poolSize: 1 });
  try {
    return await db.prisma.delivery.count({ where: { state: "received" } });
  } finally {
    await db.close();
  }
}

// The first requests of a new process compile what they need.
await deliverSteadily({ ...target }, { url, perSecond: 20, seconds: 2 });

const during = deliverSteadily(target, { url, perSecond, seconds });
await delay((seconds * 1000) / 2);
web.kill();
await web.exited;
const downAt = performance.now();
web = await startWebProcess({ databaseUrl: postgres.url, port });
const downSeconds = (performance.now() - downAt) / 1000;
const load = await during;
const endedAt = performance.now();
await waitUntil(300, async () => ((await countUnread()) === 0 ? null : "a worker to read the rest"));
const lagSeconds = (performance.now() - endedAt) / 1000;
report(load, await findLost(postgres.url, target, load));
await web.stop();
await worker.stop();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });

function report({ answered, unanswered, others, latencies }: HookLoad, lost: number[]): void {
  const at = (share: number) => `${Math.round(percentile(latencies, share))} ms`;
  const refused = Object.entries(others).map(([status, count]) => `${count} answered ${status}`);
  print(`Deliveries: ${perSecond} a second for ${seconds} s, the web process killed in the middle`, [
    [`${answered.size} answered 202`, ...refused, `${unanswered} not answered`].join(", "),
    `${answered.size - lost.length} of those answered are stored, ${lost.length} lost`,
    `answer: p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}`,
    `the web process was away for ${downSeconds.toFixed(1)} s; all was read ${lagSeconds.toFixed(1)} s after the last answer`,
    conditions,
  ]);
}
