import { createHash, randomBytes } from "node:crypto";
import { insertToken, type TokenScope } from "@/lib/db/api-tokens";
import type { Database } from "@/lib/db/client";
import { insertProjectEvent } from "@/lib/db/projects";
import type { Actor } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

export type NewToken = { projectId: number; name: string; scope: TokenScope; replace: boolean };

/**
 * Makes a bearer token and returns it. This is the only time it is known: its SHA-256 is what is stored.
 * @throws SauronError "conflict" when a token of that name works already and `replace` is false
 */
export async function createToken(
  ctx: { db: Pick<Database, "prisma">; actor: Actor },
  input: NewToken,
): Promise<{ token: string }> {
  const token = `srn_${randomBytes(4).toString("hex")}_${randomBytes(32).toString("base64url")}`;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const stored = await insertToken(tx, { ...input, hash: hashToken(token) });
    if (!stored) {
      const message = `There is a token "${input.name}" already; revoke it, or create it again with --replace.`;
      throw new SauronError("conflict", message);
    }
    const { projectId, name, scope } = input;
    await insertProjectEvent(tx, { projectId, event: "token-created", actor: ctx.actor, reason: `${name} (${scope})` });
  });
  return { token };
}

/** What is stored of a token. It is long and random, so a plain hash cannot be turned back. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
