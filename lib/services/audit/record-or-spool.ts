import { tryAppendAuditEntry } from "@/lib/db/audit-entries";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { spoolLine } from "@/lib/integrations/files/line-spool";
import type { ServiceContext } from "../context";
import { type Act, describeAct } from "./record-act";

/**
 * As `recordAct`, for what must be done even when the audit cannot be written: then the entry is kept in a file, and
 * appended later. The file is written before the act is committed: should that fail, an entry too many tells of what was
 * wanted, and none is ever missing.
 */
export async function recordOrSpool(tx: Tx, ctx: ServiceContext, act: Act): Promise<void> {
  const fact = await describeAct(tx, ctx, act);
  const failure = await tryAppendAuditEntry(tx, fact);
  if (!failure) return;
  const line = JSON.stringify({ ...fact, actedAt: new Date(await readDatabaseTime(tx)) });
  ctx.logger.error({ err: failure.cause }, "an audit entry could not be written; it follows from the spool");
  try {
    if (ctx.auditSpool === undefined) throw new RangeError("this process has no spool");
    spoolLine(ctx.auditSpool, line);
  } catch (error) {
    ctx.logger.error({ err: error, entry: line }, "nor could it be spooled; this line is all there is of it");
  }
}
