import type { AuditEntry } from "./audit-entry";

/**
 * The text whose SHA-256 is an entry's hash: a JSON array of its fields in this order, with the keys of the details
 * sorted. The number in front is that of this rule: another order or field is a new one, and old entries keep theirs.
 */
export function canonicalText(entry: Omit<AuditEntry, "hash">): string {
  return JSON.stringify([
    1,
    entry.id,
    entry.at.toISOString(),
    entry.actedAt?.toISOString() ?? null,
    entry.actor.kind,
    entry.actor.name,
    entry.action,
    entry.project,
    entry.target,
    entry.outcome,
    entry.reason,
    sortKeys(entry.details),
    entry.requestId,
    entry.address,
    entry.previousHash,
  ]);
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (value === null || typeof value !== "object") return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, sortKeys(inner)]));
}
