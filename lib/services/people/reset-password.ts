import { replacePassword } from "@/lib/db/people";
import { endSessionsOf } from "@/lib/db/sessions";
import { inTransaction } from "@/lib/db/transaction";
import { hashPassword } from "@/lib/integrations/sign-in/hash-password";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { findRequestedPerson } from "./find-requested-person";

/** Gives a person a new password and ends all sessions of the person. */
export async function resetPassword(ctx: ActContext, { email, password }: { email: string; password: string }) {
  const passwordHash = await hashPassword(password);
  await inTransaction(ctx.db.prisma, async (tx) => {
    const { id } = await findRequestedPerson(tx, email);
    await replacePassword(tx, id, passwordHash);
    const ended = await endSessionsOf(tx, id);
    await recordAct(tx, ctx, {
      act: "resetPassword",
      projectId: null,
      target: email,
      reason: null,
      details: { ended },
    });
  });
}
