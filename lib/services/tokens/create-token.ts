import { createHash, randomBytes } from "node:crypto";
import { insertToken } from "@/lib/db/api-tokens";
import { insertProjectEvent } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { longestTokenDays, type TokenScope } from "@/lib/domain/access/permissions";
import { tokenTarget } from "@/lib/domain/audit/token-target";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

export type NewToken = {
  projectId: number;
  name: string;
  /** One at least. */
  scopes: readonly TokenScope[];
  /** It works for so many days, from 1 to `longestTokenDays`. */
  days: number;
  /** Takes the place of one of that name that works. */
  replace: boolean;
};

/**
 * Makes a bearer token and returns it. This is the only time it is known: its SHA-256 is what is stored.
 * @throws SauronError "bad-request" for no scope or a time too long; "conflict" when a token of that name works already and `replace` is false
 */
export async function createToken(ctx: ActContext, input: NewToken): Promise<{ token: string; expiresAt: Date }> {
  const { projectId, name, scopes, days } = input;
  if (scopes.length === 0) throw new SauronError("bad-request", "Say what the token may do: one scope at least.");
  if (!Number.isInteger(days) || days < 1 || days > longestTokenDays) {
    throw new SauronError("bad-request", `A token works for a number of days from 1 to ${longestTokenDays}.`);
  }
  // The beginning names the token where it must not be told; what keeps it a secret comes after it.
  const prefix = `srn_${randomBytes(4).toString("hex")}`;
  const token = `${prefix}_${randomBytes(32).toString("base64url")}`;
  const { expiresAt } = await inTransaction(ctx.db.prisma, async (tx) => {
    const stored = await insertToken(tx, { ...input, hash: hashToken(token) });
    if (!stored) {
      const message = `There is a token "${name}" already; revoke it, or create it again with --replace.`;
      throw new SauronError("conflict", message);
    }
    const reason = `${name} (${scopes.join(", ")}, ${days} days)`;
    await insertProjectEvent(tx, { projectId, event: "token-created", actor: ctx.actor, reason });
    const details = { scopes, days, replace: input.replace, prefix };
    await recordAct(tx, ctx, { act: "createToken", projectId, target: tokenTarget(name), reason: null, details });
    return stored;
  });
  return { token, expiresAt };
}

/** What is stored of a token. It is long and random, so a plain hash cannot be turned back. */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
