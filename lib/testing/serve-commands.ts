import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { serveWebApi } from "./serve-web-api";

/** A web process as `serveWebApi` serves it, which commands of the command line find, and a data directory for them. */
export async function serveCommands() {
  const folder = mkdtempSync(join(tmpdir(), "sauron client "));
  // Hooks run in the reverse order: by then nobody writes there.
  afterAll(() => rmSync(folder, { recursive: true }));
  process.env.SAURON_DATA_DIR = folder;
  const { db, api } = await serveWebApi();
  process.env.SAURON_URL = api.url;
  return { db, api, folder };
}
