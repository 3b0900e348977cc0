import type { SourceKind } from "@/lib/contracts/intake-views";

/**
 * A body as it may be stored: without the secrets of its source, should one stand in it, and without the parameters of
 * a Jenkins build, which often are passwords. Read again, it tells the same.
 */
export function redactBody(kind: SourceKind, body: Uint8Array, secrets: readonly string[]): Uint8Array {
  const kept = kind === "jenkins" ? dropParameters(body) : body;
  return secrets.reduce(maskSecret, kept);
}

/** What cannot be taken apart cannot be cleaned, so nothing of it is kept. */
function dropParameters(body: Uint8Array): Uint8Array {
  try {
    const cleaned = JSON.stringify(JSON.parse(Buffer.from(body).toString("utf8")), (key, value) =>
      key.toLowerCase() === "parameters" ? undefined : value,
    );
    return Buffer.from(cleaned);
  } catch {
    return new Uint8Array();
  }
}

function maskSecret(body: Uint8Array, secret: string): Uint8Array {
  const hidden = Buffer.from(secret);
  if (hidden.length === 0 || !Buffer.from(body).includes(hidden)) return body;
  const masked = Buffer.from(body);
  for (let at = masked.indexOf(hidden); at >= 0; at = masked.indexOf(hidden, at + hidden.length)) {
    masked.fill("*", at, at + hidden.length);
  }
  return masked;
}
