import type { TokenView } from "@/lib/contracts/api-access";
import { listTokens as listTokenRows } from "@/lib/db/api-tokens";
import { listTokenMaking } from "@/lib/db/audit-entries";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { tokenTarget } from "@/lib/domain/audit/token-target";

/** The tokens of a project, by name; never the tokens themselves, which nobody knows. */
export async function listTokens(tx: Tx, project: Pick<ProjectRow, "id" | "slug">): Promise<TokenView[]> {
  const rows = await listTokenRows(tx, project.id);
  const making = new Map((await listTokenMaking(tx, project.slug)).map((entry) => [entry.target, entry]));
  return rows.map((row) => ({
    name: row.name,
    prefix: making.get(tokenTarget(row.name))?.prefix ?? null,
    createdBy: making.get(tokenTarget(row.name))?.by ?? null,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
