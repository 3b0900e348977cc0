import { higherRole, type Role } from "./roles";

/** What a person may do where: in all projects, and besides in single ones, by their slug. */
export type PersonRoles = { everywhere: Role | null; inProject: Readonly<Record<string, Role>> };

/** The role in a project; null as the project = in all of them. */
export function roleIn(roles: PersonRoles, project: string | null): Role | null {
  const own = project !== null && Object.hasOwn(roles.inProject, project) ? roles.inProject[project] : null;
  return higherRole(roles.everywhere, own ?? null);
}

/** A project in which the role is the highest of all; null = it is so in all of them. */
export function placeOfBestRole(roles: PersonRoles): string | null {
  const best = bestRole(roles);
  return Object.keys(roles.inProject).find((project) => roleIn(roles, project) === best) ?? null;
}

/** The highest role somewhere. */
export function bestRole(roles: PersonRoles): Role | null {
  return Object.values(roles.inProject).reduce<Role | null>(higherRole, roles.everywhere);
}
