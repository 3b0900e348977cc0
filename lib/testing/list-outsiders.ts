import { type Permission, permissions, tokenScopes } from "@/lib/domain/access/permissions";
import type { Principal } from "@/lib/domain/access/principal";
import { roles } from "@/lib/domain/access/roles";
import type { PersonRoles } from "@/lib/domain/access/roles-of";

/** Those who may not do something in a project, each for want of one thing alone. */
export function listOutsiders(permission: Permission, project: string): Record<string, Principal> {
  const { role: least, scopes } = permissions[permission];
  const covering: readonly string[] = scopes;
  const below = roles[roles.indexOf(least) - 1] ?? null;
  const person = (rolesThere: PersonRoles): Principal => ({ kind: "person", roles: rolesThere });
  return {
    "nobody known": { kind: "nobody" },
    "who has no role": person({ everywhere: null, inProject: {} }),
    "who has a lower role": person({ everywhere: below, inProject: {} }),
    "who has the role in another project": person({ everywhere: below, inProject: { another: "admin" } }),
    "a token of all other scopes": {
      kind: "token",
      id: "00000001",
      project,
      scopes: tokenScopes.filter((scope) => !covering.includes(scope)),
    },
    "a token of another project": { kind: "token", id: "00000001", project: "another", scopes: tokenScopes },
  };
}
