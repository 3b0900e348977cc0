import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Whether two texts are equal, in a time that does not tell where they differ; unequal lengths are just unequal. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether any of the secrets makes what was given; every one is tried, so that the time does not tell which. */
export function isMadeByAny(given: string, secrets: readonly string[], make: (secret: string) => string): boolean {
  return secrets.map((secret) => secret !== "" && isSameSecret(given, make(secret))).includes(true);
}

export function signHmac(secret: string | Buffer, message: Uint8Array | string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(message).digest(encoding);
}

/** Whether a header with a hex HMAC-SHA256 of the body, after `prefix`, was made with one of the secrets. */
export function isSignedHex(
  header: string | undefined,
  body: Uint8Array | string,
  secrets: readonly string[],
  prefix = "",
): boolean {
  if (header === undefined || !header.startsWith(prefix)) return false;
  const given = header.slice(prefix.length).toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(given)) return false;
  return isMadeByAny(given, secrets, (secret) => signHmac(secret, body, "hex"));
}

/** Our own token as a sender that cannot sign gives it: `Bearer <token>`, or the password of `Basic`. */
export function hasToken(headers: Record<string, string>, secrets: readonly string[]): boolean {
  const given = readToken(headers.authorization ?? "");
  return given !== null && isMadeByAny(given, secrets, (secret) => secret);
}

function readToken(authorization: string): string | null {
  const [scheme = "", value = ""] = authorization.trim().split(/\s+/, 2);
  if (scheme.toLowerCase() === "bearer") return value === "" ? null : value;
  if (scheme.toLowerCase() !== "basic") return null;
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  return colon < 0 || colon === pair.length - 1 ? null : pair.slice(colon + 1);
}

/** Signed times are believed for so long, in seconds; older ones may have been recorded by somebody and sent again. */
const signedTimeSeconds = 300;

export function isRecent(epochSeconds: string | undefined, now: number): boolean {
  return /^\d{1,12}$/.test(epochSeconds ?? "") && Math.abs(now - Number(epochSeconds)) <= signedTimeSeconds;
}
