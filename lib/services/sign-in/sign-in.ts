import { endSession, forgetEndedSessions } from "@/lib/db/sessions";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { OpenedSession, SignIn } from "@/lib/integrations/sign-in/create-sign-in";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { findPersonOfSession, idleHours, type SignedInPerson } from "./find-person";
import { countTry, forgetTries } from "./limit-tries";

export type PasswordTry = {
  signIn: SignIn;
  /** Of the request: the session remembers address and browser. */
  headers: Headers;
  /** Of the connection, for the count of tries. */
  address: string | null;
  email: string;
  password: string;
};

/**
 * Signs a person in. The session is a new one, and the one that the browser had ends.
 * @throws SauronError "unauthenticated" in the same words and time for an unknown e-mail and a wrong password; "too-many-requests"
 */
export async function signInWithPassword(
  ctx: ActContext,
  { signIn, headers, address, email, password }: PasswordTry,
): Promise<{ cookies: string[]; person: SignedInPerson }> {
  await countTry(ctx.db.prisma, { account: email, address });
  const opened = await signIn.withPassword(headers, { email, password });
  if (!opened) throw new SauronError("unauthenticated", "The e-mail or the password is wrong.");
  await forgetTries(ctx.db.prisma, { account: email, address });
  const before = signIn.readToken(headers.get("cookie"));
  return { cookies: opened.cookies, person: await noteSignIn(ctx, opened, before) };
}

/** Writes down that somebody signed in; a sign-in that cannot be written down is none. */
async function noteSignIn(ctx: ActContext, opened: OpenedSession, before: string | null): Promise<SignedInPerson> {
  const { prisma } = ctx.db;
  try {
    return await inTransaction(prisma, async (tx) => {
      const person = await findPersonOfSession(tx, opened.token, "watch");
      if (!person) throw new SauronError("unauthenticated", "The e-mail or the password is wrong.");
      if (before !== null) await endSession(tx, before);
      await forgetEndedSessions(tx, idleHours);
      const by = { ...ctx, actor: { kind: "user" as const, name: person.name } };
      await recordAct(tx, by, { act: "signIn", projectId: null, target: person.email, reason: null });
      return person;
    });
  } catch (error) {
    await endSession(prisma, opened.token);
    throw error;
  }
}
