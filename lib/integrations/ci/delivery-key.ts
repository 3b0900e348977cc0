import { createHash } from "node:crypto";

/** A key made of what a delivery tells, for senders that number none; short whatever it is made of. */
export function digestKey(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 40);
}

export function digestBody(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex").slice(0, 40);
}

/** An id as a sender gives it, as far as it can be stored; null when it gives none. */
export function findKey(header: string | undefined): string | null {
  const key = header?.trim();
  return key ? key.slice(0, 200) : null;
}
