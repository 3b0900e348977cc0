import { hashPassword as hash } from "better-auth/crypto";

/** Slowly and with a salt, as the sign-in library checks it. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}
