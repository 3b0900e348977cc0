import { listTokens as listTokenRows } from "@/lib/db/api-tokens";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";

export type TokenView = {
  name: string;
  scope: string;
  createdAt: string;
  /** Null = never. */
  lastUsedAt: string | null;
  /** Null = it works. */
  revokedAt: string | null;
};

/** The tokens of a project, by name; never the tokens themselves, which nobody knows. */
export async function listTokens(tx: Tx, project: Pick<ProjectRow, "id">): Promise<TokenView[]> {
  const rows = await listTokenRows(tx, project.id);
  return rows.map((row) => ({
    name: row.name,
    scope: row.scope,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  }));
}
