import type { ProviderTokens } from "@/lib/domain/access/sign-in-provider";
import { openSecret, sealSecret } from "./sealed-secrets";
import type { Tx } from "./transaction";

/** Names one turn of asking: what it stores is not stored, when there was another since. */
type Turn = { userId: string; askedAt: Date };

/** Somebody whose groups are to be read again, and with what the provider is asked. */
export type DueAccess = Turn & {
  email: string;
  /** Who the person is at the provider. */
  subject: string;
  tokens: ProviderTokens;
};

/**
 * Keeps with what the provider can be asked about a person, from now on. Some give a refresh token with the first sign-in
 * alone: it stays, until it is taken no more.
 */
export async function keepProviderAccess(tx: Tx, userId: string, tokens: ProviderTokens): Promise<void> {
  const kept = await tx.providerAccess.findUnique({ where: { userId } });
  const before = kept && openTokens(kept.tokens);
  const refreshToken = tokens.refreshToken ?? before?.refreshToken ?? null;
  const sealed = sealTokens({ ...tokens, refreshToken });
  await tx.$executeRaw`
    INSERT INTO "ProviderAccess" ("userId", tokens) VALUES (${userId}, ${sealed})
    ON CONFLICT ("userId") DO UPDATE SET tokens = ${sealed}, "readAt" = clock_timestamp(), "askedAt" = clock_timestamp()`;
}

/** Forgets it. */
export async function dropProviderAccess(tx: Tx, userId: string): Promise<void> {
  await tx.providerAccess.deleteMany({ where: { userId } });
}

/** Forgets it of everybody who has no session. */
export async function dropUnusedAccess(tx: Tx): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ProviderAccess" a WHERE NOT EXISTS (SELECT FROM "Session" s WHERE s."userId" = a."userId")`;
}

/**
 * Takes on one person whose groups were last told `readMinutes` ago or earlier, and nobody set out to ask for within the
 * last minute; null when there is none. Of several processes one takes each. Whoever was asked for in vain comes last.
 */
export async function takeDueAccess(tx: Tx, readMinutes: number): Promise<DueAccess | null> {
  const [row] = await tx.$queryRaw<(Omit<DueAccess, "tokens"> & { tokens: string })[]>`
    UPDATE "ProviderAccess" a SET "askedAt" = clock_timestamp()
    FROM "User" u, "Account" i
    WHERE u.id = a."userId" AND i."userId" = u.id AND i."providerId" = 'oidc' AND a."userId" = (
      SELECT "userId" FROM "ProviderAccess"
      WHERE "readAt" <= clock_timestamp() - make_interval(mins => ${readMinutes}::int)
        AND "askedAt" <= clock_timestamp() - interval '1 minute'
      ORDER BY "askedAt" LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING a."userId", a.tokens, a."askedAt", u.email, i."accountId" AS subject`;
  return row ? { ...row, tokens: openTokens(row.tokens) } : null;
}

/** Keeps new tokens in the place of those that were taken. */
export async function replaceTokens(tx: Tx, { userId, askedAt }: Turn, tokens: ProviderTokens): Promise<void> {
  const data = { tokens: sealTokens(tokens) };
  await tx.providerAccess.updateMany({ where: { userId, askedAt }, data });
}

/** Notes that the groups are as fresh as the turn that read them; false when there was another since. */
export async function noteGroupsRead(tx: Tx, { userId, askedAt }: Turn): Promise<boolean> {
  return (await tx.providerAccess.updateMany({ where: { userId, askedAt }, data: { readAt: askedAt } })).count > 0;
}

function sealTokens(tokens: ProviderTokens): string {
  return sealSecret(JSON.stringify(tokens));
}

function openTokens(sealed: string): ProviderTokens {
  return JSON.parse(openSecret(sealed)) as ProviderTokens;
}
