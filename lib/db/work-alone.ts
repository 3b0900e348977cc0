import type { Database } from "./client";

/**
 * What can be done by one worker at a time; the numbers are PostgreSQL's advisory lock classes. Transactions lock in the
 * others: 1 claims of hosts, 3 decisions, 5 attempts, 7 project files, 11 the audit, 13 roles, 15 rights in the database.
 */
const lockClasses = { repository: 2, look: 4, deliveries: 6, baseline: 8, shadow: 9 } as const;

/**
 * Does `work` while no other worker does it for the same `id`; returns false, without waiting, when another is at it.
 * The lock belongs to a connection of its own, so it ends with this process at the latest, and holds no transaction open.
 */
export async function workAlone(
  db: Database,
  on: { what: keyof typeof lockClasses; id: number },
  work: () => Promise<void>,
): Promise<boolean> {
  const lock = [lockClasses[on.what], on.id];
  const client = await db.pool.connect();
  try {
    const { rows } = await client.query("SELECT pg_try_advisory_lock($1, $2) AS locked", lock);
    if (rows[0].locked) {
      await work();
      await client.query("SELECT pg_advisory_unlock($1, $2)", lock);
    }
    client.release();
    return rows[0].locked;
  } catch (error) {
    // Broken or not, this connection is ended: that frees the lock whatever went wrong.
    client.release(true);
    throw error;
  }
}
