import { SauronError } from "@/lib/errors";

/** A whole object id in lower case, or null. */
export function findSha(text: unknown): string | null {
  if (typeof text !== "string" || !/^([0-9a-f]{40}|[0-9a-f]{64})$/i.test(text)) return null;
  return text.toLowerCase();
}

/** @throws SauronError "bad-request" when it is not a whole object id */
export function readSha(text: unknown, what: string): string {
  const sha = findSha(text);
  if (sha === null) throw new SauronError("bad-request", `${what} is not a sha of 40 or 64 hex digits.`);
  return sha;
}

/** What git writes for "there was none". */
export function isNoSha(sha: string): boolean {
  return /^0+$/.test(sha);
}
