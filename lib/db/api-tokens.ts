import type { ApiToken } from "./generated/client";
import type { Tx } from "./transaction";

export type TokenScope = "test-runs:write";

/** Stores the hash of a token; false when the name is taken by one that still works. */
export async function insertToken(
  tx: Tx,
  token: { projectId: number; name: string; hash: string; scope: TokenScope; replace: boolean },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO "ApiToken" ("projectId", name, hash, scope)
    VALUES (${token.projectId}, ${token.name}, ${token.hash}, ${token.scope})
    ON CONFLICT ("projectId", name) DO UPDATE SET hash = EXCLUDED.hash, scope = EXCLUDED.scope,
      "createdAt" = clock_timestamp(), "lastUsedAt" = NULL, "revokedAt" = NULL
      WHERE ${token.replace} OR "ApiToken"."revokedAt" IS NOT NULL -- a token that works is not replaced by accident`;
  return written > 0;
}

/** The token with this hash that still works, noting its use at most once a minute. */
export async function findWorkingToken(tx: Tx, hash: string): Promise<ApiToken | null> {
  const token = await tx.apiToken.findUnique({ where: { hash } });
  if (!token || token.revokedAt !== null) return null;
  await tx.$executeRaw`
    UPDATE "ApiToken" SET "lastUsedAt" = clock_timestamp()
    WHERE id = ${token.id} AND COALESCE("lastUsedAt", '-infinity') < clock_timestamp() - interval '1 minute'`;
  return token;
}

export async function listTokens(tx: Tx, projectId: number): Promise<ApiToken[]> {
  return tx.apiToken.findMany({ where: { projectId }, orderBy: { name: "asc" } });
}

export async function revokeToken(tx: Tx, projectId: number, name: string): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "ApiToken" SET "revokedAt" = clock_timestamp()
    WHERE "projectId" = ${projectId} AND name = ${name} AND "revokedAt" IS NULL`;
  return written > 0;
}
