import type { TokenView } from "@/lib/contracts/api-access";
import { listTokens as listTokenRows } from "@/lib/db/api-tokens";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";

/** The tokens of a project, by name; never the tokens themselves, which nobody knows. */
export async function listTokens(tx: Tx, project: Pick<ProjectRow, "id">): Promise<TokenView[]> {
  const rows = await listTokenRows(tx, project.id);
  return rows.map((row) => ({
    name: row.name,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
