import { replaceGroupRoles } from "@/lib/db/people";
import { findProjectBySlug } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { type GroupRole, rolesOfGroups } from "@/lib/domain/access/roles-of-groups";
import { changeRoles } from "../people/change-roles";

type Member = { userId: string; groups: readonly string[]; opened?: string };

/** Gives a person what the groups give, in the place of what groups gave before; tells what their roles were and are. */
export async function giveGroupRoles(
  tx: Tx,
  { userId, groups, opened }: Member,
  groupRoles: readonly GroupRole[],
): ReturnType<typeof changeRoles> {
  const granted = await findProjects(tx, rolesOfGroups(groups, groupRoles));
  return changeRoles(tx, { userId, ...(opened && { opened }) }, () => replaceGroupRoles(tx, userId, granted));
}

/** Projects that are named and not there give nothing. */
async function findProjects(tx: Tx, granted: ReturnType<typeof rolesOfGroups>) {
  const found = await Promise.all(
    granted.map(async ({ project, role }) => {
      if (project === null) return [{ projectId: null, role }];
      const row = await findProjectBySlug(tx, project);
      return row ? [{ projectId: row.id, role }] : [];
    }),
  );
  return found.flat();
}
