/** What a person is in a project, least first: each role may do what those before it may. */
export const roles = ["viewer", "operator", "admin"] as const;

export type Role = (typeof roles)[number];

/** Whether somebody with this role is what is asked for, or more; null = no role. */
export function reachesRole(role: Role | null, least: Role): boolean {
  return role !== null && roles.indexOf(role) >= roles.indexOf(least);
}

/** The role that may do more; null = no role. */
export function higherRole(one: Role | null, other: Role | null): Role | null {
  if (one === null || other === null) return one ?? other;
  return reachesRole(one, other) ? one : other;
}
