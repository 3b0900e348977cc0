import type { SourceKind } from "@/lib/contracts/intake-views";
import { openSecret } from "./sealed-secrets";

/** How a sender's own API is reached. The token is a secret: it is never shown or logged. */
export type SenderAccess = { kind: SourceKind; url: string; repository: string; token: string | null };

/** The stored form of a sender's API; null when it cannot be asked. */
export function toSenderAccess({ kind, api }: { kind: SourceKind; api: unknown }): SenderAccess | null {
  if (typeof api !== "object" || api === null) return null;
  const { url, repository, token } = api as Record<string, unknown>;
  if (typeof url !== "string" || typeof repository !== "string") return null;
  return { kind, url, repository, token: typeof token === "string" ? openSecret(token) : null };
}
