import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { makeLocalKey, readLocalKey } from "@/lib/config/local-key";
import { closeWebProcess } from "@/lib/http/web-process";
import { serveApi } from "./api-routes";
import { createTestDatabase } from "./database";

/**
 * A database of a test file's own, and the web process on it over real HTTP until its tests have run.
 * @param options.as who sends a request that brings neither a token nor a cookie: a program of this machine, or nobody
 */
export async function serveWebApi({ as = "machine" }: { as?: "machine" | "nobody" } = {}) {
  const db = await createTestDatabase();
  process.env.DATABASE_URL = db.url;
  process.env.SAURON_LOG_LEVEL = "silent";
  delete process.env.REDIS_URL;
  process.env.SAURON_DATA_DIR ??= makeFolder();
  makeLocalKey(process.env.SAURON_DATA_DIR);
  const localKey = readLocalKey(process.env.SAURON_DATA_DIR) ?? "";
  const api = await serveApi(0, { bearer: as === "machine" ? localKey : null });
  afterAll(async () => {
    await api.close();
    await closeWebProcess();
  });
  return { db, api, localKey };
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "sauron web "));
  // Hooks run in the reverse order: by then nobody writes there.
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
