import type { Principal } from "../access/principal";
import type { AuditFact } from "./audit-entry";

/**
 * What an entry tells besides of what nobody signed in for: that it came from the machine Sauron runs on, by somebody who
 * said their own name, or which token was shown. It lies in the details, so that the hashes of older entries still fit.
 */
export function tellWay(principal: Principal): { by: string } | null {
  if (principal.kind === "machine") return { by: "machine" };
  return principal.kind === "token" ? { by: `token ${principal.id}` } : null;
}

/** The same as a person reads it; null = by somebody who had signed in, or the entry is older than this. */
export function sayWay({ actor, details }: Pick<AuditFact, "actor" | "details">): string | null {
  if (details?.by === "machine") return "at the machine";
  if (typeof details?.by === "string") return details.by;
  return actor.kind === "api" ? "token" : null;
}
