import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installationRoot } from "@/bin/supervisor/installation";
import { readLocalKey } from "@/lib/config/local-key";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { fuzzApi } from "@/lib/testing/fuzz/fuzz-api";
import { createFuzzedProject } from "@/lib/testing/fuzz/known-values";
import { describeConditions, print } from "./figures";
import { startWebProcess } from "./start-web-process";

/**
 * Odd requests over all addresses of the API and all pages, to the production build in a process of its own; how many,
 * and of which seed. Exits with 1 when one broke something.
 */
const [count = 100_000, seed = 1] = process.argv.slice(2).map(Number);

const conditions = describeConditions();
execFileSync(process.execPath, [join(installationRoot, "bin/sauron.mjs"), "build"], { stdio: "inherit" });
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
process.env.SAURON_DATA_DIR = dataDir;
process.env.SAURON_SECRET_KEY ||= randomBytes(32).toString("base64");
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
const db = createDatabase(postgres.url, { poolSize: 1 });
const known = await createFuzzedProject(db);
await db.close();
const port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
const web = await startWebProcess({ databaseUrl: postgres.url, port });

// Next tells of what nobody has handled there, and goes on; a page that breaks half-way (⨯) has been answered 200
// by then. A part of a page that refuses whoever asks for it alone does not break.
let unhandled = 0;
web.child.stderr?.on("data", (chunk: Buffer) => {
  unhandled += chunk.toString().match(/unhandledRejection|uncaughtException|⨯ (?!Error \[SauronError\])/g)?.length ?? 0;
});
let hasEnded = false;
void web.exited.then(() => {
  hasEnded = true;
});

const url = `http://127.0.0.1:${port}`;
const startedAt = performance.now();
const { statuses, pageStatuses, broken } = await fuzzApi(url, { seed, count, known, bearer: readLocalKey(dataDir) });
const seconds = (performance.now() - startedAt) / 1000;
const health = await fetch(`${url}/api/v1/health`).then(
  ({ status }) => `${status}`,
  () => "none",
);
for (const each of broken.slice(0, 50)) console.error(JSON.stringify(each));
print(`Fuzz: ${count} requests of seed ${seed}`, [
  `${broken.length} answered 5xx, ${unhandled} unhandled errors, ${Math.round(count / seconds)} a second`,
  `by status (0 = closed without an answer): ${JSON.stringify(statuses)}`,
  `those to pages: ${JSON.stringify(pageStatuses)}`,
  `the process ${hasEnded ? "has ended" : "still runs"}; its health answers ${health}`,
  conditions,
]);
if (broken.length > 0 || unhandled > 0 || hasEnded || health !== "200") process.exitCode = 1;
await web.stop();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
