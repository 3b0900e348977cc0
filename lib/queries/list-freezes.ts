import type { FreezeRecord } from "@/lib/contracts/planning-views";
import { type FreezeRow, listFreezes as listFreezeRows } from "@/lib/db/freezes";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";

/** Freezes of a project, newest first, with how each of them ended. */
export async function listFreezes(
  tx: Tx,
  want: { projectId: number; limit: number },
): Promise<{ freezes: FreezeRecord[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listFreezeRows(tx, want.projectId, want.limit);
  return { freezes: rows.map(toFreezeRecord), serverTime: now.toISOString() };
}

function toFreezeRecord(row: FreezeRow): FreezeRecord {
  const { id, reason, by, createdAt, expiresAt, liftedAt, liftedBy } = row;
  const lifted = liftedAt && { at: liftedAt.toISOString(), by: liftedBy ?? "somebody" };
  return { id, reason, by, since: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), lifted };
}
