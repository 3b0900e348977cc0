import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { readEnvironment } from "@/lib/config/read-environment";
import { readSecretKeys, type SecretKey } from "@/lib/config/secret-keys";
import { SauronError } from "@/lib/errors";

/** How a secret is stored: this word, the id of its key, then nonce, ciphertext and tag of AES-256-GCM in base64. */
const word = "sealed";
const sealed = /^sealed:([0-9a-f]{8}):([A-Za-z0-9+/]+=*)$/;
const nonceBytes = 12;
const tagBytes = 16;

let known: SecretKey[] | undefined;

/** Read at the first need: most commands touch no secret, and shall work without a key. */
function secretKeys(): SecretKey[] {
  known ??= readSecretKeys(readEnvironment());
  return known;
}

/** A secret as it is stored. */
export function sealSecret(secret: string, [key] = secretKeys()): string {
  if (!key) throw new Error("no key to seal with");
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key.bytes, nonce);
  const parts = [nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()];
  return `${word}:${key.id}:${Buffer.concat(parts).toString("base64")}`;
}

/**
 * A stored secret as it was. One that was stored before secrets were sealed is returned as it is.
 * @throws SauronError "unavailable" when this process does not have its key, or it was changed
 */
export function openSecret(stored: string, keys?: SecretKey[]): string {
  const [, id, text = ""] = sealed.exec(stored) ?? [];
  if (!id) return stored;
  const key = (keys ?? secretKeys()).find((one) => one.id === id);
  if (!key) {
    const message = `A stored secret is sealed with the key ${id}, which this process does not have. All processes need the same SAURON_SECRET_KEY, or the same file "secret-key" in their data directory.`;
    throw new SauronError("unavailable", message);
  }
  const bytes = Buffer.from(text, "base64");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key.bytes, bytes.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return decipher.update(bytes.subarray(nonceBytes, -tagBytes), undefined, "utf8") + decipher.final("utf8");
  } catch (cause) {
    throw new SauronError("unavailable", "A stored secret was changed by another hand; rotate it.", { cause });
  }
}

/** Whether it is sealed with the key that seals now. */
export function isSealed(stored: string, [key] = secretKeys()): boolean {
  return key !== undefined && sealed.exec(stored)?.[1] === key.id;
}

/** Whether one of the keys opens it. */
export function hasKeyOf(stored: string, keys: readonly SecretKey[]): boolean {
  const [, id] = sealed.exec(stored) ?? [];
  return id === undefined || keys.some((key) => key.id === id);
}
