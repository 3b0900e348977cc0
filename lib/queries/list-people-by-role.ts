import { listNamesWithRole } from "@/lib/db/people";
import type { Tx } from "@/lib/db/transaction";
import { type Role, roles } from "@/lib/domain/access/roles";

/** Names of those who have each role, or a higher one, in a project; null = in all projects. */
export async function listPeopleByRole(tx: Tx, project: string | null): Promise<Record<Role, string[]>> {
  const names = await Promise.all(
    roles.map(async (role) => [role, await listNamesWithRole(tx, project, role)] as const),
  );
  return Object.fromEntries(names) as Record<Role, string[]>;
}
