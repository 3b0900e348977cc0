import { isTokenScope, type TokenScope } from "@/lib/domain/access/permissions";
import type { ApiToken } from "./generated/client";
import type { Tx } from "./transaction";

/** A token as it is stored, never the token itself. */
export type TokenRow = Omit<ApiToken, "hash" | "scope"> & { scopes: TokenScope[] };

export type NewTokenRow = {
  projectId: number;
  name: string;
  hash: string;
  scopes: readonly TokenScope[];
  days: number;
  replace: boolean;
};

/** Stores the hash of a token; returns null when the name is taken by one that still works. */
export async function insertToken(tx: Tx, token: NewTokenRow): Promise<{ expiresAt: Date } | null> {
  const [row] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO "ApiToken" ("projectId", name, hash, scope, "expiresAt")
    VALUES (${token.projectId}, ${token.name}, ${token.hash}, ${token.scopes.join(" ")},
      clock_timestamp() + make_interval(days => ${token.days}::int))
    ON CONFLICT ("projectId", name) DO UPDATE SET hash = EXCLUDED.hash, scope = EXCLUDED.scope,
      "createdAt" = clock_timestamp(), "expiresAt" = EXCLUDED."expiresAt", "lastUsedAt" = NULL, "revokedAt" = NULL
      -- a token that works is not replaced by accident
      WHERE ${token.replace} OR "ApiToken"."revokedAt" IS NOT NULL OR "ApiToken"."expiresAt" <= clock_timestamp()
    RETURNING "expiresAt"`;
  return row ?? null;
}

/** Who a token speaks for. */
export type WorkingToken = {
  name: string;
  projectId: number;
  project: string;
  scopes: TokenScope[];
  expiresAt: Date;
};

/** The token with this hash that still works, noting its use at most once a minute. */
export async function findWorkingToken(tx: Tx, hash: string): Promise<WorkingToken | null> {
  const [row] = await tx.$queryRaw<(Omit<WorkingToken, "scopes"> & { id: number; scope: string })[]>`
    SELECT t.id, t.name, t."projectId", p.slug AS project, t.scope, t."expiresAt"
    FROM "ApiToken" t JOIN "Project" p ON p.id = t."projectId"
    WHERE t.hash = ${hash} AND t."revokedAt" IS NULL AND t."expiresAt" > clock_timestamp()`;
  if (!row) return null;
  await tx.$executeRaw`
    UPDATE "ApiToken" SET "lastUsedAt" = clock_timestamp()
    WHERE id = ${row.id} AND COALESCE("lastUsedAt", '-infinity') < clock_timestamp() - interval '1 minute'`;
  const { id: _, scope, ...token } = row;
  return { ...token, scopes: parseScopes(scope) };
}

export async function listTokens(tx: Tx, projectId: number): Promise<TokenRow[]> {
  return (await tx.apiToken.findMany({ where: { projectId }, orderBy: { name: "asc" } })).map(toTokenRow);
}

export async function revokeToken(tx: Tx, projectId: number, name: string): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "ApiToken" SET "revokedAt" = clock_timestamp()
    WHERE "projectId" = ${projectId} AND name = ${name} AND "revokedAt" IS NULL`;
  return written > 0;
}

function toTokenRow({ hash: _, scope, ...row }: ApiToken): TokenRow {
  return { ...row, scopes: parseScopes(scope) };
}

function parseScopes(scope: string): TokenScope[] {
  return scope.split(" ").filter(isTokenScope);
}
