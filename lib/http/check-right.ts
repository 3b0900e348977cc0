import type { ApiRoute } from "@/lib/contracts/api-route";
import { type Permission, refuseByScope } from "@/lib/domain/access/permissions";
import { SauronError } from "@/lib/errors";
import { requirePermission } from "@/lib/services/access/find-refusal";
import { findMeantProject } from "./find-meant-project";
import type { Caller } from "./identify-caller";
import type { WebProcess } from "./web-process";

/**
 * What can be refused by who asks alone, before anything of the request is read.
 * @throws SauronError "unauthenticated" or "forbidden"
 */
export function refuseAtDoor(route: ApiRoute, { principal }: Caller): void {
  if (route.permission === null) return;
  if (principal.kind === "nobody") throw new SauronError("unauthenticated", signInFirst);
  if (principal.kind === "token") checkScopes(principal.scopes, route.permission);
}

const signInFirst =
  "Sign in first, or send a token (`Authorization: Bearer srn_…`). A command on the machine Sauron runs on must run as the user that runs it, with the same SAURON_DATA_DIR.";

type Asked = {
  caller: Caller;
  web: Pick<WebProcess, "db">;
  params: Record<string, unknown>;
  query: Record<string, unknown>;
};

/** Asks for a further permission where the request is about. @throws SauronError "forbidden" */
export type CheckRight = (permission: Permission) => Promise<void>;

/**
 * Lets a request through when the caller may do what it asks for, where it asks for it.
 * @returns how to ask for what the body needs besides
 * @throws SauronError "forbidden"
 */
export async function checkRight(route: ApiRoute, { caller, web, params, query }: Asked): Promise<CheckRight> {
  const { principal } = caller;
  if (route.permission === null || principal.kind === "machine") return async () => {};
  if (principal.kind === "token") return async (permission) => checkScopes(principal.scopes, permission);
  if (principal.kind === "nobody") throw new SauronError("unauthenticated", signInFirst);
  const project = await findMeantProject(route, web.db.prisma, { roles: principal.roles, params, query });
  const check: CheckRight = (permission) => requirePermission(web.db.prisma, principal, permission, project);
  await check(route.permission);
  return check;
}

function checkScopes(scopes: Parameters<typeof refuseByScope>[0], permission: Permission): void {
  const refusal = refuseByScope(scopes, permission);
  if (refusal) throw new SauronError("forbidden", refusal);
}
