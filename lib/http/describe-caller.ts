import type { CallerView } from "@/lib/contracts/api-access";
import { listRefusals } from "@/lib/domain/access/list-refusals";
import { type Permission, permissions } from "@/lib/domain/access/permissions";
import { refusePrincipal } from "@/lib/domain/access/principal";
import { type Role, roles } from "@/lib/domain/access/roles";
import { roleIn } from "@/lib/domain/access/roles-of";
import { findOnlyProject } from "@/lib/queries/find-requested-project";
import { listPeopleByRole } from "@/lib/queries/list-people-by-role";
import type { Caller } from "./identify-caller";

type Reader = Parameters<typeof findOnlyProject>[0];

/** Who asks, and what they may do in a project: the one that is named, or the only one there is. */
export async function describeCaller(tx: Reader, caller: Caller, named: string | null): Promise<CallerView> {
  const { actor, principal, token, person } = caller;
  const project = token?.project ?? named ?? (await findOnlyProject(tx));
  const role = person ? roleIn(person.roles, project) : null;
  const able = person && role !== "admin" ? await listPeopleByRole(tx, project) : nobodyElse;
  return {
    kind: principal.kind,
    name: actor.name,
    email: person?.email ?? null,
    project,
    role: principal.kind === "machine" ? "admin" : role,
    refusals: listRefusals((permission) =>
      refusePrincipal(principal, permission, { project, able: able[least(permission)] }),
    ),
    sessionEnd: person?.sessionEnd
      ? { at: person.sessionEnd.at.toISOString(), isFixed: person.sessionEnd.isFixed }
      : null,
    token: token && { project: token.project, scopes: token.scopes, expiresAt: token.expiresAt.toISOString() },
  };
}

function least(permission: Permission): Role {
  return permissions[permission].role;
}

const nobodyElse = Object.fromEntries(roles.map((role) => [role, []])) as unknown as Record<Role, string[]>;
