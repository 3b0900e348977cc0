import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { keepPostgres } from "./keep-postgres";

let dataDir: string;
let said: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "sauron-keep-"));
  chmodSync(dataDir, 0o711);
  said = [];
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function endServer(): void {
  process.kill(Number.parseInt(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8"), 10), "SIGKILL");
}

test("stops at once between two tries to start a server that does not start", async () => {
  const kept = await keepPostgres({ dataDir, say: (sentence) => said.push(sentence) });
  writeFileSync(join(dataDir, "postgres", "PG_VERSION"), "15\n");
  endServer();
  await vi.waitFor(() => expect(said.at(-1)).toContain("cannot be started again"), inTime);
  const startedAt = performance.now();
  await kept.stop();
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});
