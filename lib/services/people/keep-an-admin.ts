import { hasAdmin, lockRoles } from "@/lib/db/people";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/**
 * Makes a change of roles, unless nobody would be admin of all projects after it who was before. One at a time: two who take
 * the role from each other must not both find the other.
 * @throws SauronError "conflict", and nothing has changed
 */
export async function keepAnAdmin(tx: Tx, change: () => Promise<void>): Promise<void> {
  await lockRoles(tx);
  const hadAdmin = await hasAdmin(tx);
  await change();
  if (!hadAdmin || (await hasAdmin(tx))) return;
  const message = "Then nobody would be admin of all projects any more; make somebody else one first.";
  throw new SauronError("conflict", message);
}
