import { appendAuditEntry } from "@/lib/db/audit-entries";
import type { Database } from "@/lib/db/client";
import type { Actor } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import type { AuditFact } from "@/lib/domain/audit/audit-entry";
import { storableText } from "@/lib/domain/storable-text";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "@/lib/queries/find-requested-project";

export type Refusal = Pick<AuditFact, "action" | "target" | "reason" | "details" | "requestId" | "address"> & {
  actor: Actor | null;
  /** As the request names it; null = it names none, and means the only one. */
  project: string | null;
};

/** Writes that an act was refused, in a transaction of its own: that of the act was rolled back. */
export async function recordRefusal(db: Pick<Database, "prisma">, refusal: Refusal): Promise<void> {
  await inTransaction(db.prisma, async (tx) =>
    appendAuditEntry(tx, {
      ...refusal,
      actor: refusal.actor ?? { kind: "nobody", name: "nobody known" },
      project: await findSlug(tx, refusal.project),
      outcome: "refused",
      actedAt: null,
    }),
  );
}

/** Null when there is no such project: then the sentence of the refusal says so. */
async function findSlug(tx: Tx, named: string | null): Promise<string | null> {
  try {
    return (await findRequestedProject(tx, named === null ? null : storableText(named))).slug;
  } catch (error) {
    if (error instanceof SauronError) return null;
    throw error;
  }
}
