import { shortSha } from "../commit/short-sha";

/** How many hosts ran a revision; `revision` null = nobody could tell what they ran. */
export type RevisionShare = { revision: string | null; hosts: number; rollouts: number[] };

/** The seconds of a moment in UTC: "2026-11-23 03:12:00 UTC". */
export function describeSecond(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/**
 * What the fleet ran at a moment, as a sentence.
 * @param since when the first thing was recorded; null = never
 */
export function describeFleetAt(shares: readonly RevisionShare[], { at, since }: { at: number; since: number | null }) {
  if (since === null) return "Nothing is recorded yet: no host has been named.";
  if (at < since) return `Nothing is recorded before ${describeSecond(since)}.`;
  if (shares.length === 0) return `At ${describeSecond(at)} the fleet had no hosts.`;
  const known = shares.filter((share) => share.revision !== null);
  const unknown = shares.find((share) => share.revision === null);
  if (known.length === 0) return `At ${describeSecond(at)} nobody could tell what the ${count(unknown)} ran.`;
  const parts = known.map((share) => `${count(share)} ran ${nameRevision(share)}`);
  const rest = unknown ? ` Of ${count(unknown)} nobody could tell.` : "";
  const mixed = known.length > 1 ? "the fleet was mixed: " : "";
  return `At ${describeSecond(at)} ${mixed}${parts.join(", ")}.${rest}`;
}

function nameRevision({ revision, rollouts }: RevisionShare): string {
  const brought = rollouts.length === 0 ? "" : ` (${rollouts.map((number) => `#${number}`).join(", ")})`;
  return `${shortSha(revision ?? "")}${brought}`;
}

function count(share: { hosts: number } | undefined): string {
  return share?.hosts === 1 ? "1 host" : `${share?.hosts ?? 0} hosts`;
}
