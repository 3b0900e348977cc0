import type { SourceKind } from "@/lib/contracts/intake-views";
import type { HookSource } from "@/lib/db/sources";

export function liveSecrets(source: HookSource): string[] {
  return source.secrets.map(({ secret }) => secret);
}

/** What people hand a run, which often are passwords. */
const privateParts: Partial<Record<SourceKind, string>> = {
  jenkins: "parameters",
  gitlab: "variables",
  buildkite: "env",
};

/**
 * A body as it may be stored: without the secrets of its source, should one stand in it, and without what people handed
 * the run. Read again, it tells the same.
 */
export function redactBody(kind: SourceKind, body: Uint8Array, secrets: readonly string[]): Uint8Array {
  const part = privateParts[kind];
  return secrets.reduce(maskSecret, part === undefined ? body : dropPart(body, part));
}

/** What cannot be taken apart cannot be cleaned, so nothing of it is kept. */
function dropPart(body: Uint8Array, name: string): Uint8Array {
  const text = Buffer.from(body).toString("utf8");
  if (!text.toLowerCase().includes(name)) return body;
  try {
    return Buffer.from(
      JSON.stringify(JSON.parse(text), (key, value) => (key.toLowerCase() === name ? undefined : value)),
    );
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
