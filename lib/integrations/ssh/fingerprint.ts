import { createHash } from "node:crypto";

/** "SHA256:…" of a public key in wire form, as OpenSSH prints it. */
export function fingerprintOf(publicKey: Buffer): string {
  return `SHA256:${createHash("sha256").update(publicKey).digest("base64").replace(/=+$/, "")}`;
}
