import { findPersonId } from "@/lib/db/people";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/** @throws SauronError "not-found" */
export async function findRequestedPerson(tx: Tx, email: string): Promise<{ id: string; name: string }> {
  const person = await findPersonId(tx, email);
  if (person) return person;
  throw new SauronError("not-found", `Nobody has the e-mail ${email}; "sauron user list" tells who is known.`);
}
