import { createHash } from "node:crypto";
import { countSignInTry, forgetSignInTries } from "@/lib/db/sign-in-tries";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/** So many tries a minute has an account from an address. */
const triesPerMinute = 5;

export type Tried = {
  /** Its e-mail, or what else is asked a secret for. */
  account: string;
  address: string | null;
};

/**
 * Counts a try to sign in before the password is looked at, for all web processes together; known and unknown accounts
 * alike.
 * @throws SauronError "too-many-requests"; its details tell the first of a minute from those that follow
 */
export async function countTry(tx: Tx, tried: Tried): Promise<void> {
  const { count, secondsLeft } = await countSignInTry(tx, keyOf(tried));
  if (count <= triesPerMinute) return;
  const retryAfterSeconds = Math.max(1, secondsLeft);
  const message = `Too many tries; wait ${retryAfterSeconds} s and try again.`;
  throw new SauronError("too-many-requests", message, {
    details: { retryAfterSeconds, isFirst: count === triesPerMinute + 1 },
  });
}

/** After a try that was right the others count no more. */
export async function forgetTries(tx: Tx, tried: Tried): Promise<void> {
  await forgetSignInTries(tx, [keyOf(tried)]);
}

function keyOf({ account, address }: Tried): string {
  return createHash("sha256")
    .update(`${account}\n${address ?? ""}`)
    .digest("hex");
}
