import { grantRole } from "@/lib/db/people";
import { inTransaction } from "@/lib/db/transaction";
import type { Role } from "@/lib/domain/access/roles";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { changeRoles } from "./change-roles";
import { findRequestedPerson } from "./find-requested-person";
import { keepAnAdmin } from "./keep-an-admin";

/**
 * Gives a person a role in a project, or in all (projectId null); role null takes it away. What it takes, it takes at once;
 * what it gives comes with the next sign-in, for which it ends the sessions there are.
 */
export async function setRole(
  ctx: ActContext,
  { email, projectId, role }: { email: string; projectId: number | null; role: Role | null },
): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const { id } = await findRequestedPerson(tx, email);
    const change = () => grantRole(tx, { userId: id, projectId, role });
    const roles = await changeRoles(tx, { userId: id }, () => keepAnAdmin(tx, change));
    const details = { role: role ?? "none", everywhere: projectId === null, ...roles };
    await recordAct(tx, ctx, { act: "setRole", projectId, target: email, reason: null, details });
  });
}
