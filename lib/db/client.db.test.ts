import { expect, test } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { createDatabase } from "./client";
import { isDatabaseUnavailable } from "./retry-while-unavailable";
import { workAlone } from "./work-alone";

const db = await createTestDatabase();

const endOthers = () =>
  db.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'sauron' AND datname = current_database() AND pid <> pg_backend_pid()",
  );

test("a process that is paused in a transaction keeps its locks for fifteen seconds at the most", async () => {
  const { rows } = await db.pool.query("SHOW idle_in_transaction_session_timeout");
  expect(rows).toEqual([{ idle_in_transaction_session_timeout: "15s" }]);
});

test("what the server then answers counts as a database that is away, and is tried again", async () => {
  const client = await db.pool.connect();
  await client.query("SET idle_in_transaction_session_timeout = 50");
  await client.query("BEGIN");
  const ended = new Promise<Error>((resolve) => client.once("error", resolve));
  expect(isDatabaseUnavailable(await ended)).toBe(true);
  client.release(true);
});

test("a taken connection that breaks ends no process: its next query tells", async () => {
  const other = createDatabase(db.url, { poolSize: 2 });
  const client = await other.pool.connect();
  const broken = new Promise((resolve) => client.once("end", resolve));
  await endOthers();
  await broken;
  await expect(client.query("SELECT 1")).rejects.toThrow();
  client.release(true);
  await other.close();
});

test("a connection that breaks while it holds a lock ends no process, and frees the lock", async () => {
  const other = createDatabase(db.url, { poolSize: 2 });
  await expect(workAlone(other, { what: "repository", id: 1 }, () => endOthers().then(() => {}))).rejects.toThrow();
  expect(await workAlone(other, { what: "repository", id: 1 }, async () => {})).toBe(true);
  await other.close();
});
