import type { CheckView } from "@/lib/contracts/checks";
import { type CheckRow, listChecks as listCheckRows } from "@/lib/db/checks";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { hideSecrets } from "@/lib/domain/repository/repository-url";

/** Checks by id; those that are gone are left out. */
export async function listChecks(tx: Tx, ids: number[]): Promise<{ checks: CheckView[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listCheckRows(tx, ids);
  return { checks: rows.map(toCheckView), serverTime: now.toISOString() };
}

function toCheckView(row: CheckRow): CheckView {
  const { input } = row;
  return {
    id: row.id,
    input: input.kind === "repository" ? { ...input, url: hideSecrets(input.url) } : input,
    state: row.finding?.state ?? "waiting",
    finding: row.finding,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
