import type { AuditEntryView } from "@/lib/contracts/audit-views";
import { listAuditEntries } from "@/lib/db/audit-entries";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import type { AuditFilter } from "@/lib/domain/audit/audit-filter";

export type AuditPage = {
  entries: AuditEntryView[];
  /** `before` of the page that follows; null = there is none. */
  next: number | null;
  serverTime: string;
};

/** Acts and refusals, newest first; `before` is the id of the last one seen. */
export async function listAudit(
  tx: Tx,
  filter: AuditFilter,
  page: { before: number | null; limit: number },
): Promise<AuditPage> {
  const { now } = await readStamp(tx);
  const rows = await listAuditEntries(tx, filter, { ...page, limit: page.limit + 1 });
  const entries = rows.slice(0, page.limit).map((row) => ({
    ...row,
    at: row.at.toISOString(),
    actedAt: row.actedAt?.toISOString() ?? null,
  }));
  const next = rows.length > page.limit ? (entries.at(-1)?.id ?? null) : null;
  return { entries, next, serverTime: now.toISOString() };
}
