import type { Tx } from "./transaction";

/**
 * Counts a try, and tells how many there were in the minute it falls in, this one among them, and how long that minute
 * still lasts.
 */
export async function countSignInTry(tx: Tx, key: string): Promise<{ count: number; secondsLeft: number }> {
  const [row] = await tx.$queryRaw<[{ count: number; secondsLeft: number }]>`
    INSERT INTO "SignInTry" AS t (key, count, since) VALUES (${key}, 1, clock_timestamp())
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN t.since > clock_timestamp() - interval '1 minute' THEN t.count + 1 ELSE 1 END,
      since = CASE WHEN t.since > clock_timestamp() - interval '1 minute' THEN t.since ELSE clock_timestamp() END
    RETURNING count, ceil(extract(epoch FROM since + interval '1 minute' - clock_timestamp()))::int AS "secondsLeft"`;
  return row;
}

/** Takes one try of the present minute back. */
export async function uncountSignInTry(tx: Tx, key: string): Promise<void> {
  await tx.signInTry.updateMany({ where: { key, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
}

/** Tries that count no more, after one that was right, or as their minute is over. */
export async function forgetSignInTries(tx: Tx, keys: string[]): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "SignInTry" WHERE key = ANY(${keys}::text[]) OR since < clock_timestamp() - interval '1 minute'`;
}
