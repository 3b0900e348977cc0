import { listNamesWithRole } from "@/lib/db/people";
import type { Tx } from "@/lib/db/transaction";
import { type Permission, permissions } from "@/lib/domain/access/permissions";
import { type Principal, refusePrincipal } from "@/lib/domain/access/principal";
import { SauronError } from "@/lib/errors";

/** Why a principal may not do something in a project (null = in all of them), and who may; null when it may. */
export async function findRefusal(
  tx: Tx,
  principal: Principal,
  permission: Permission,
  project: string | null,
): Promise<string | null> {
  const refusal = refusePrincipal(principal, permission, { project, able: [] });
  if (refusal === null || principal.kind !== "person") return refusal;
  const able = await listNamesWithRole(tx, project, permissions[permission].role);
  return refusePrincipal(principal, permission, { project, able });
}

/** @throws SauronError "forbidden", or "unauthenticated" when nobody is signed in */
export async function requirePermission(
  tx: Tx,
  principal: Principal,
  permission: Permission,
  project: string | null,
): Promise<void> {
  const refusal = await findRefusal(tx, principal, permission, project);
  if (refusal === null) return;
  throw new SauronError(principal.kind === "nobody" ? "unauthenticated" : "forbidden", refusal);
}
