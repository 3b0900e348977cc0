import { higherRole, type Role } from "./roles";

/** Who is in the group has the role: in one project, or in all (null). */
export type GroupRole = { group: string; role: Role; project: string | null };

/** What a person's groups give: the highest role for each project, and for all of them. */
export function rolesOfGroups(
  groups: readonly string[],
  mapping: readonly GroupRole[],
): { project: string | null; role: Role }[] {
  const highest = new Map<string | null, Role>();
  for (const { group, role, project } of mapping) {
    if (groups.includes(group)) highest.set(project, higherRole(highest.get(project) ?? null, role) ?? role);
  }
  return [...highest].map(([project, role]) => ({ project, role }));
}
