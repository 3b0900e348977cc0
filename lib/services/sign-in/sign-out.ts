import { endSession, endSessionOf, endSessionsOf } from "@/lib/db/sessions";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import type { SignedInPerson } from "./find-person";

/** Which sessions of a person end: the one with this token, the one with this id, or all. */
export type EndedSessions = { token: string } | { id: string } | "all";

/** Ends sessions of a person by their own wish; tells how many there were. Live streams of them end within seconds. */
export async function signOut(
  ctx: ActContext,
  { person, sessions }: { person: SignedInPerson; sessions: EndedSessions },
): Promise<number> {
  return inTransaction(ctx.db.prisma, async (tx) => {
    const ended = await end(tx, person.userId, sessions);
    const details = { everywhere: sessions === "all", ended };
    await recordAct(tx, ctx, { act: "signOut", projectId: null, target: person.email, reason: null, details });
    return ended;
  });
}

async function end(tx: Tx, userId: string, sessions: EndedSessions): Promise<number> {
  if (sessions === "all") return endSessionsOf(tx, userId);
  return Number(await ("id" in sessions ? endSessionOf(tx, userId, sessions.id) : endSession(tx, sessions.token)));
}
