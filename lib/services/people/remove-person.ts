import { deletePerson } from "@/lib/db/people";
import { inTransaction } from "@/lib/db/transaction";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { findRequestedPerson } from "./find-requested-person";
import { keepAnAdmin } from "./keep-an-admin";

/** Removes a person with all roles and sessions. What the person did stays on record. */
export async function removePerson(ctx: ActContext, input: { email: string; reason: string | null }): Promise<void> {
  const { email, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const { id } = await findRequestedPerson(tx, email);
    await keepAnAdmin(tx, () => deletePerson(tx, id));
    await recordAct(tx, ctx, { act: "removePerson", projectId: null, target: email, reason });
  });
}
