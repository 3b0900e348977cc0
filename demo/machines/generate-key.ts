import { createHash } from "node:crypto";
import ssh2 from "ssh2";

export type SshKey = {
  /** OpenSSH private key. */
  privateKey: string;
  /** Line of an authorized_keys file. */
  publicKey: string;
  /** "SHA256:…" as OpenSSH prints it. */
  fingerprint: string;
};

/** A new ed25519 key pair. */
export function generateKey(comment: string): SshKey {
  for (;;) {
    const pair = ssh2.utils.generateKeyPairSync("ed25519", { comment });
    // ssh2 drops leading zeros of the key, so that one of 256 cannot be read again; then another one is drawn.
    if (ssh2.utils.parseKey(pair.private) instanceof Error) continue;
    return { privateKey: pair.private, publicKey: pair.public, fingerprint: fingerprintOf(pair.public) };
  }
}

function fingerprintOf(publicKey: string): string {
  const parsed = ssh2.utils.parseKey(publicKey);
  if (parsed instanceof Error) throw parsed;
  const digest = createHash("sha256").update(parsed.getPublicSSH()).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}
