import { findProject } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import type { Permission } from "@/lib/domain/access/permissions";
import type { ActContext } from "../context";
import { requirePermission } from "./find-refusal";

/**
 * Looks a second time at the right of whoever asks over the API for something in a project, where that is no act and
 * `recordAct` does not. What comes in another way is of people at the machine, or of Sauron itself.
 * @throws SauronError "forbidden", or "unauthenticated" when nobody is signed in
 */
export async function requireRight(
  tx: Tx,
  { request }: Pick<ActContext, "request">,
  permission: Permission,
  projectId: number,
): Promise<void> {
  if (!request) return;
  const project = await findProject(tx, projectId);
  await requirePermission(tx, request.principal, permission, project?.slug ?? null);
}
