import { createHash } from "node:crypto";
import { countSignInTry, forgetSignInTries, uncountSignInTry } from "@/lib/db/sign-in-tries";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";

/** So many tries a minute has an account from an address. */
const triesPerMinute = 5;

/** So many wrong ones a minute come from an address, whatever the accounts: nobody tries one password on all of them. */
const wrongPerMinute = 30;

export type Tried = {
  /** Its e-mail, or what else is asked a secret for. */
  account: string;
  address: string | null;
};

/**
 * Counts a try to sign in before the password is looked at, for all web processes together; known and unknown accounts
 * alike. One that comes too soon for its account is none of the address: who hammers at one account shuts out nobody else.
 * @throws SauronError "too-many-requests"; its details tell the first of a minute from those that follow
 */
export async function countTry(tx: Tx, tried: Tried): Promise<void> {
  await countOne(tx, keyOf(tried), triesPerMinute);
  await countOne(tx, keyOfAddress(tried), wrongPerMinute);
}

async function countOne(tx: Tx, key: string, limit: number): Promise<void> {
  const { count, secondsLeft } = await countSignInTry(tx, key);
  if (count <= limit) return;
  const retryAfterSeconds = Math.max(1, secondsLeft);
  const message = `Too many tries; wait ${retryAfterSeconds} s and try again.`;
  throw new SauronError("too-many-requests", message, {
    details: { retryAfterSeconds, isFirst: count === limit + 1 },
  });
}

/**
 * A try was right: the others of the account count no more, and it is none of the wrong ones of the address, so that a
 * whole office can sign in from one.
 */
export async function forgetTries(tx: Tx, tried: Tried): Promise<void> {
  await uncountSignInTry(tx, keyOfAddress(tried));
  await forgetSignInTries(tx, [keyOf(tried)]);
}

function keyOf({ account, address }: Tried): string {
  return hash(`${account}\n${address ?? ""}`);
}

function keyOfAddress({ address }: Tried): string {
  return hash(address ?? "");
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
