import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { createSignIn } from "@/lib/integrations/sign-in/create-sign-in";
import { createLogger } from "@/lib/logger";
import { addPerson } from "@/lib/testing/sign-in-people";
import { describeConditions, describeSpread, percentile, print } from "./figures";

/** Whether a refused sign-in tells by its time that there is such an account: both kinds by turns. */
const rounds = Number(process.argv[2] ?? 100);

const conditions = describeConditions();
const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
chmodSync(dataDir, 0o711);
const postgres = await startEmbeddedPostgres({ dataDir });
await migrateDatabase(postgres.url);
const db = createDatabase(postgres.url, { poolSize: 2 });
const email = await addPerson({ db }, "ana", { role: "viewer" });
const signIn = createSignIn({
  prisma: db.prisma,
  secrets: ["a secret for this benchmark alone, long enough"],
  publicUrl: "http://127.0.0.1",
  provider: null,
  logger: createLogger({ process: "bench", level: "silent" }),
});

async function refuse(account: string): Promise<number> {
  const start = performance.now();
  const opened = await signIn.withPassword(new Headers(), { email: account, password: "not the one that is right" });
  if (opened !== null) throw new Error("A wrong password was taken.");
  return performance.now() - start;
}

const known: number[] = [];
const unknown: number[] = [];
for (let round = -3; round < rounds; round += 1) {
  const times = [await refuse(email), await refuse(`nobody-${round}@example.org`)] as const;
  if (round < 0) continue;
  known.push(times[0]);
  unknown.push(times[1]);
}
const ratio = percentile(unknown, 0.5) / percentile(known, 0.5);
print("Refused sign-ins", [
  `wrong password: ${describeSpread(known)}`,
  `unknown e-mail: ${describeSpread(unknown)}`,
  `unknown : wrong, by their medians: ${ratio.toFixed(3)}`,
  conditions,
]);

await db.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
