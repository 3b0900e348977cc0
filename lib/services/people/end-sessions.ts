import { endSessionsOf } from "@/lib/db/sessions";
import { inTransaction } from "@/lib/db/transaction";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { findRequestedPerson } from "./find-requested-person";

/** Signs a person out everywhere; tells how many sessions there were. */
export async function endSessions(ctx: ActContext, email: string): Promise<number> {
  return inTransaction(ctx.db.prisma, async (tx) => {
    const { id } = await findRequestedPerson(tx, email);
    const ended = await endSessionsOf(tx, id);
    await recordAct(tx, ctx, { act: "endSessions", projectId: null, target: email, reason: null, details: { ended } });
    return ended;
  });
}
