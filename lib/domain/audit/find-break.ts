import { type AuditEntry, noEntryBefore } from "./audit-entry";

/** The end of a chain as far as it is known to be whole. */
export type ChainEnd = { id: number; hash: string };

export const beginOfChain: ChainEnd = { id: 0, hash: noEntryBefore };

/**
 * Why an entry does not follow the one before it, or is not what was written; null = all is well.
 * @param ownHash hash of the entry, computed anew
 */
export function findBreak(entry: Pick<AuditEntry, "id" | "previousHash" | "hash">, before: ChainEnd, ownHash: string) {
  if (entry.id !== before.id + 1) return `entry ${before.id + 1} is missing before it`;
  if (entry.previousHash !== before.hash) return "it does not carry the hash of the entry before";
  if (entry.hash !== ownHash) return "its content is not what was written: the hash is another";
  return null;
}
