import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { installationRoot } from "@/bin/supervisor/installation";
import { createDatabase, type Database } from "@/lib/db/client";
import { beatWorker } from "@/lib/db/workers";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { addPerson, signIn } from "@/lib/testing/sign-in-people";
import { startDatabaseServer } from "@/lib/testing/system/database-server";
import { startWebProcess } from "../start-web-process";

export type Console = {
  url: string;
  db: Database;
  /** The cookie of somebody who may do everything, as "name=value". */
  cookie: string;
  stop(): Promise<void>;
};

/** The production build over a database of its own. Nobody works on its rollouts: the measurements move them themselves. */
export async function startConsole(): Promise<Console> {
  execFileSync(process.execPath, [join(installationRoot, "bin/sauron.mjs"), "build"], { stdio: "inherit" });
  const dataDir = mkdtempSync(join(tmpdir(), "sauron-bench-"));
  chmodSync(dataDir, 0o711);
  process.env.SAURON_DATA_DIR = dataDir;
  process.env.SAURON_SECRET_KEY ||= randomBytes(32).toString("base64");
  const server = await startDatabaseServer();
  const db = createDatabase(server.url, { poolSize: 4 });
  const port = (await findFreePort({ host: "127.0.0.1", port: 0, tries: 1 })) ?? 0;
  const web = await startWebProcess({ databaseUrl: server.url, port });
  const url = `http://127.0.0.1:${port}`;
  const email = await addPerson({ db }, "ana", { role: "admin" });
  const worker = await pretendToWork(db);
  return {
    url,
    db,
    cookie: await signIn(url, email),
    async stop() {
      clearInterval(worker);
      await web.stop();
      await db.close();
      await server.remove();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Without a worker every page would say so, and nothing else. */
async function pretendToWork(db: Database): Promise<NodeJS.Timeout> {
  const worker = { id: "bench", hostname: hostname(), pid: process.pid, gapSeconds: 60 };
  await beatWorker(db.prisma, worker);
  return setInterval(() => void beatWorker(db.prisma, worker), 3000);
}
