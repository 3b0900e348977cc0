import { type Permission, refuseByScope, type TokenScope } from "./permissions";
import { refuseByRole } from "./refuse-by-role";
import { type PersonRoles, roleIn } from "./roles-of";

/** Whoever asks for something, as far as it decides what they may do. */
export type Principal =
  /** A command on the machine Sauron runs on: whoever starts it there could read everything anyway. */
  | { kind: "machine" }
  | { kind: "token"; id: string; project: string; scopes: readonly TokenScope[] }
  | { kind: "person"; roles: PersonRoles }
  | { kind: "nobody" };

/**
 * Why a principal may not do something in a project, and who may; null when it may.
 * @param project its slug; null = something of all projects
 * @param able names of those who could, for the sentence
 */
export function refusePrincipal(
  principal: Principal,
  permission: Permission,
  { project, able }: { project: string | null; able: readonly string[] },
): string | null {
  if (principal.kind === "machine") return null;
  if (principal.kind === "nobody") return "Sign in first.";
  if (principal.kind === "person") return refuseByRole(roleIn(principal.roles, project), permission, { project, able });
  if (project === null) return "This is about no project of its own, so a token cannot do it.";
  if (project !== principal.project) {
    return `This token is for project "${principal.project}" alone, not for "${project}".`;
  }
  return refuseByScope(principal.scopes, permission);
}
