import type { PersonView } from "@/lib/contracts/api-people";
import { listPeople as listStored, type PersonRow } from "@/lib/db/people";
import type { Tx } from "@/lib/db/transaction";

/** Everybody who is known, with roles; by e-mail. */
export function listPeople(tx: Tx): Promise<PersonRow[]> {
  return listStored(tx);
}

/** The same, as the API tells it. */
export async function viewPeople(tx: Tx): Promise<{ people: PersonView[] }> {
  const people = await listStored(tx);
  return {
    people: people.map(({ id: _, createdAt, ...person }) => ({ ...person, createdAt: createdAt.toISOString() })),
  };
}
