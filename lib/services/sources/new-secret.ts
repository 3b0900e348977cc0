import { randomBytes } from "node:crypto";

/** A secret that nobody guesses, of letters that survive every form it is pasted into. */
export function newSecret(): string {
  return randomBytes(32).toString("hex");
}
