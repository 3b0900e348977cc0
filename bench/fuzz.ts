import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeLocalKey, readLocalKey } from "@/lib/config/local-key";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { connectionLimits } from "@/lib/http/server/create-web-server";
import { closeWebProcess } from "@/lib/http/web-process";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { serveApi } from "@/lib/testing/api-routes";
import { fuzzApi } from "@/lib/testing/fuzz/fuzz-api";
import { createFuzzedProject } from "@/lib/testing/fuzz/known-values";
import { describeConditions, print } from "./figures";

/** Odd requests over all addresses of the API; how many, and of which seed. Exits with 1 when one broke something. */
const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);

const conditions = describeConditions();
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
process.env.SAURON_DATA_DIR = dataDir;
process.env.SAURON_LOG_LEVEL = "error";
process.env.SAURON_SECRET_KEY ||= Buffer.alloc(32, "bench").toString("base64");
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
process.env.DATABASE_URL = postgres.url;
const db = createDatabase(postgres.url, { poolSize: 1 });
const known = await createFuzzedProject(db);
await db.close();
let unhandled = 0;
const note = (error: unknown) => {
  unhandled += 1;
  console.error("unhandled:", error);
};
process.on("unhandledRejection", note).on("uncaughtException", note);

makeLocalKey(dataDir);
const limits = { ...connectionLimits, requestMs: 2_000, headersMs: 2_000, checkMs: 200 };
const api = await serveApi(0, { limits, bearer: readLocalKey(dataDir) });
const startedAt = performance.now();
const { statuses, broken } = await fuzzApi(api.url, { seed, count, known });
const seconds = (performance.now() - startedAt) / 1000;
for (const each of broken.slice(0, 50)) console.error(JSON.stringify(each));
print(`Fuzz: ${count} requests of seed ${seed}`, [
  `${broken.length} answered 5xx, ${unhandled} unhandled errors, ${Math.round(count / seconds)} a second`,
  `by status (0 = closed without an answer): ${JSON.stringify(statuses)}`,
  conditions,
]);
if (broken.length > 0 || unhandled > 0) process.exitCode = 1;
await api.close();
await closeWebProcess();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
