import { spooledFactSchema } from "@/lib/contracts/audit-views";
import { parseJsonLine } from "@/lib/contracts/parse-json-line";
import { appendAuditEntry, hasAuditEntry, lockAuditChain } from "@/lib/db/audit-entries";
import { inTransaction } from "@/lib/db/transaction";
import type { AuditFact } from "@/lib/domain/audit/audit-entry";
import { readSpool, removeSpooled, setSpooledAside } from "@/lib/integrations/files/line-spool";
import type { ServiceContext } from "../context";

/**
 * Appends to the audit what it could not take when it was done, oldest first, each with the time of the act. A process
 * that dies after an entry was written and before its file is removed leaves no second one: the request is known by then.
 */
export async function appendSpooled(ctx: Pick<ServiceContext, "db" | "logger">, directory: string): Promise<void> {
  for (const { file, line } of readSpool(directory)) {
    const fact = readFact(line);
    if (fact) {
      await append(ctx.db, fact);
      removeSpooled(file);
    } else {
      ctx.logger.error({ file }, "what was spooled for the audit cannot be read; it is set aside");
      setSpooledAside(file);
    }
  }
}

function readFact(line: string): AuditFact | null {
  const parsed = parseJsonLine(spooledFactSchema, line);
  return "value" in parsed ? { ...parsed.value, actedAt: new Date(parsed.value.actedAt) } : null;
}

async function append(db: ServiceContext["db"], fact: AuditFact): Promise<void> {
  const { requestId, action } = fact;
  await inTransaction(db.prisma, async (tx) => {
    // Of two processes that found the same file the second one waits here, and then finds the first one's entry.
    await lockAuditChain(tx);
    if (requestId !== null && (await hasAuditEntry(tx, { requestId, action }))) return;
    await appendAuditEntry(tx, fact);
  });
}
