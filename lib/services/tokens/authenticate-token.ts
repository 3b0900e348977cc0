import { findWorkingToken, type WorkingToken as StoredToken } from "@/lib/db/api-tokens";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { hashToken } from "./create-token";

export type WorkingToken = StoredToken & {
  /** What names it in the audit: the part of it that is no secret. */
  id: string;
};

/**
 * Who a bearer token speaks for. One that is unknown, revoked or expired is refused in the same words.
 * @param authorization the request's Authorization header
 * @throws SauronError "unauthenticated" without a working token
 */
export async function authenticateToken(tx: Tx, authorization: string | null): Promise<WorkingToken> {
  const [, token, id] = /^Bearer +(srn_([0-9a-f]{8})_[A-Za-z0-9_-]{43}) *$/i.exec(authorization ?? "") ?? [];
  const found = token ? await findWorkingToken(tx, hashToken(token)) : null;
  if (found && id) return { ...found, id };
  throw new SauronError("unauthenticated", tokenNeeded);
}

export const tokenNeeded = "Send a token that works: `Authorization: Bearer srn_…`; `sauron token create` makes one.";
