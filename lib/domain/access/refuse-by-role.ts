import { type Permission, permissions } from "./permissions";
import { type Role, reachesRole } from "./roles";

/** So many people are named who could do it; the others are counted. */
const namedAtMost = 3;

/**
 * Why a person with this role in a project may not do it, and who may; null when the person may.
 * @param about.project null = it is about all projects
 * @param about.able names of those who have the role that is needed, or a higher one
 */
export function refuseByRole(
  role: Role | null,
  permission: Permission,
  { project, able }: { project: string | null; able: readonly string[] },
): string | null {
  const { role: least } = permissions[permission];
  if (reachesRole(role, least)) return null;
  return `This needs the ${least} role in ${project === null ? "all projects" : "this project"}; ${sayWhoHasIt(able)}.`;
}

function sayWhoHasIt(able: readonly string[]): string {
  const [first] = able;
  if (first === undefined) return "nobody has it yet, an admin can give it";
  if (able.length === 1) return `${first} has it`;
  const named = able.slice(0, able.length > namedAtMost ? namedAtMost : able.length - 1);
  const others = able.length - named.length;
  const last = able.length > namedAtMost ? `${others} ${others === 1 ? "other" : "others"}` : able.at(-1);
  return `${named.join(", ")} and ${last} have it`;
}
