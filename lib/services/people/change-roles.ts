import { endSessionsOf, findRolesOf } from "@/lib/db/sessions";
import type { Tx } from "@/lib/db/transaction";
import { gainsRights } from "@/lib/domain/access/gains-rights";
import type { PersonRoles } from "@/lib/domain/access/roles-of";

/**
 * Changes the roles of a person, and tells what they were and are. No session gains rights: whose roles rise signs in again, so
 * that whoever has got hold of a session cannot wait for it to become more.
 * @param opened token of a session that was opened just now, for these roles; it stays
 */
export async function changeRoles(
  tx: Tx,
  { userId, opened = null }: { userId: string; opened?: string | null },
  change: () => Promise<void>,
): Promise<{ before: PersonRoles; after: PersonRoles }> {
  const before = await findRolesOf(tx, userId);
  await change();
  const after = await findRolesOf(tx, userId);
  if (gainsRights(before, after)) await endSessionsOf(tx, userId, { but: opened });
  return { before, after };
}
