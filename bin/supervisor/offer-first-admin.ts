import { createDatabase } from "@/lib/db/client";
import { offerSetUp } from "@/lib/services/sign-in/set-up";

/** While there is no admin: the sentence that says where the first one is made, with a token that is told nowhere else. */
export async function offerFirstAdmin(databaseUrl: string, publicUrl: string): Promise<string | null> {
  const db = createDatabase(databaseUrl, { poolSize: 1 });
  const token = await offerSetUp({ db }).finally(() => db.close());
  return token && `There is no admin yet. Make the first one at ${publicUrl}/set-up#${token}`;
}
