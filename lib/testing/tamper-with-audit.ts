import type { Database } from "@/lib/db/client";

/** Does what the triggers of the audit refuse, as only somebody can who rules over the database. */
export async function runAsSuperuser(db: Pick<Database, "pool">, statement: string): Promise<void> {
  await db.pool.query(`BEGIN; SET LOCAL session_replication_role = replica; ${statement}; COMMIT`);
}

/** From now on no entry of the audit can be written; what is returned ends that. */
export async function breakAudit(db: Pick<Database, "pool">): Promise<() => Promise<void>> {
  await db.pool.query(`ALTER TABLE "AuditEntry" ADD CONSTRAINT nothing_more CHECK (false) NOT VALID`);
  return async () => {
    await db.pool.query(`ALTER TABLE "AuditEntry" DROP CONSTRAINT IF EXISTS nothing_more`);
  };
}
