import { hashAuditEntry, readAuditChain } from "@/lib/db/audit-entries";
import type { Tx } from "@/lib/db/transaction";
import { beginOfChain, type ChainEnd, findBreak } from "@/lib/domain/audit/find-break";

export type AuditVerdict =
  | { outcome: "whole"; entries: number; newest: string | null }
  | { outcome: "broken"; id: number; why: string }
  /** All that is there is whole, but the entry that is known to have been written is not. */
  | { outcome: "cut-short"; entries: number };

/**
 * Walks the whole chain from its first entry on.
 * @param expected hash of an entry that was written: what is missing at the end shows by nothing else
 */
export async function verifyAudit(tx: Tx, expected: string | null, batch = 1000): Promise<AuditVerdict> {
  let end: ChainEnd = beginOfChain;
  let isFound = expected === null;
  for (;;) {
    const entries = await readAuditChain(tx, { after: end.id, limit: batch });
    for (const entry of entries) {
      const why = findBreak(entry, end, hashAuditEntry(entry));
      if (why !== null) return { outcome: "broken", id: entry.id, why };
      isFound ||= entry.hash === expected;
      end = entry;
    }
    if (entries.length < batch) break;
  }
  if (!isFound) return { outcome: "cut-short", entries: end.id };
  return { outcome: "whole", entries: end.id, newest: end.id === 0 ? null : end.hash };
}
