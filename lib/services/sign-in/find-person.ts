import { findPersonByEmail, findSignedIn, type SignedIn } from "@/lib/db/sessions";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/** Who is signed in; null where it is a session's = by a proxy in front. */
export type SignedInPerson = Omit<SignedIn, SessionParts> & { [Part in SessionParts]: SignedIn[Part] | null };

type SessionParts = "sessionId" | "sessionEnd";

/** A session that nobody used for so long is over. */
export const idleHours = 12;

/** @param look "use" puts off the end of the session; "watch" does not */
export function findPersonOfSession(tx: Tx, token: string, look: "use" | "watch"): Promise<SignedInPerson | null> {
  return findSignedIn(tx, token, { idleHours, look });
}

/**
 * Whom a trusted proxy means.
 * @throws SauronError "forbidden" when no such person is known here
 */
export async function findPersonOfProxy(tx: Tx, email: string): Promise<SignedInPerson> {
  const person = await findPersonByEmail(tx, email.trim().toLowerCase());
  if (person) return { ...person, sessionId: null, sessionEnd: null };
  throw new SauronError("forbidden", `Nobody with the e-mail ${email} is known here; an admin adds people.`);
}
