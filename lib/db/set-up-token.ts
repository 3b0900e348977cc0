import type { Tx } from "./transaction";

/** Puts the hash of a new token in the place of the one before, which stops working. */
export async function replaceSetUpToken(tx: Tx, hash: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "SetUpToken" (id, hash) VALUES (1, ${hash})
    ON CONFLICT (id) DO UPDATE SET hash = EXCLUDED.hash, "createdAt" = clock_timestamp()`;
}

export async function hasSetUpToken(tx: Tx, hash: string): Promise<boolean> {
  return (await tx.setUpToken.count({ where: { hash } })) > 0;
}

/** Uses up the token with this hash; false when there is none. Of two who use it at once, one does. */
export async function takeSetUpToken(tx: Tx, hash: string): Promise<boolean> {
  return (await tx.setUpToken.deleteMany({ where: { hash } })).count > 0;
}

export async function dropSetUpToken(tx: Tx): Promise<void> {
  await tx.setUpToken.deleteMany();
}
