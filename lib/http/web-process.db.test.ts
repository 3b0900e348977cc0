import { expect, test, vi } from "vitest";
import { answerOnMachine } from "@/lib/testing/api-routes";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createTestProject } from "@/lib/testing/project";
import { closeWebProcess } from "./web-process";

const db = await createTestDatabase();
process.env.DATABASE_URL = db.url;
process.env.SAURON_LOG_LEVEL = "silent";
delete process.env.REDIS_URL;

function get(path: string): Promise<Response> {
  return answerOnMachine(new Request(`http://127.0.0.1:4400/api/v1${path}`));
}

async function countWaiting(): Promise<number> {
  const { rows } = await db.pool.query(
    "SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
  );
  return rows[0].n;
}

test("a process that stops answers what it was asked, ends its streams, and opens nothing again", async () => {
  await createTestProject(db, "web", { commits: 1 });
  // The first request of a kind loads its route, which takes longer than the stop below waits for.
  await get("/projects");
  const stream = await get("/events");
  const lock = await db.pool.connect();
  await lock.query(`BEGIN; LOCK TABLE "Commit" IN ACCESS EXCLUSIVE MODE`);
  const answer = get("/projects");
  await vi.waitFor(async () => expect(await countWaiting()).toBeGreaterThan(0), inTime);

  const closed = closeWebProcess();
  expect((await get("/events")).status).toBe(503);
  await stream.text();
  await lock.query("ROLLBACK");
  lock.release();
  expect((await answer).status).toBe(200);
  await closed;

  for (const path of ["/projects", "/events"]) expect((await get(path)).status).toBe(503);
  await closeWebProcess();
});
