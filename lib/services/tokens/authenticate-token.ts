import { findWorkingToken, type TokenScope } from "@/lib/db/api-tokens";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { hashToken } from "./create-token";

/**
 * Who a bearer token speaks for.
 * @param authorization the request's Authorization header
 * @throws SauronError "unauthenticated" without a working token, "forbidden" when it may do other things only
 */
export async function authenticateToken(
  tx: Tx,
  authorization: string | null,
  scope: TokenScope,
): Promise<{ projectId: number; name: string }> {
  const token = /^Bearer +(srn_[0-9a-f]{8}_[A-Za-z0-9_-]{43}) *$/i.exec(authorization ?? "")?.[1];
  const found = token ? await findWorkingToken(tx, hashToken(token)) : null;
  if (!found) {
    const message = "Send a token that works: `Authorization: Bearer srn_…`; `sauron token create` makes one.";
    throw new SauronError("unauthenticated", message);
  }
  if (found.scope !== scope) throw new SauronError("forbidden", `This token may not do this; it needs ${scope}.`);
  return { projectId: found.projectId, name: found.name };
}
