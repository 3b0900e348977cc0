import { shortSha } from "../commit/short-sha";

/** A revision that a rollout of the past has brought to hosts, by the newest rollout that did. */
export type PastRevision = {
  revision: string;
  number: number;
  state: "succeeded" | "failed" | "aborted";
  /** Number of the rollback that took it back; null = none did. */
  rolledBackBy: number | null;
  /** The worst verdict of its stages, where verdicts count; null = none was judged. */
  verdict: "fail" | "inconclusive" | "pass" | null;
  /** Why a person has marked the commit bad; null = nobody has. */
  badReason: string | null;
  /** Place on the trunk; null = it is not known there. */
  position: number | null;
};

/** One revision that production can go back to, and whether it was fully good there. */
export type RollbackCandidate = Omit<PastRevision, "verdict"> & { isGood: boolean; verdict: string };

/**
 * What a rollback that leaves the revision at `leaving` can go back to, newest first: everything older that was on hosts
 * before. The first good one is where it goes unless a person says otherwise; a failed one is never it.
 * @param past newest rollout first
 */
export function listRollbackCandidates(
  past: readonly PastRevision[],
  leaving: { revision: string; position: number | null },
): RollbackCandidate[] {
  const seen = new Set([leaving.revision]);
  return past.flatMap((revision) => {
    if (seen.has(revision.revision) || !isOlder(revision, leaving)) return [];
    seen.add(revision.revision);
    return [{ ...revision, ...judge(revision) }];
  });
}

/** On a trunk that was rewritten nobody knows which is older: then only its rollouts tell, and those are of the past. */
function isOlder({ position }: PastRevision, leaving: { position: number | null }): boolean {
  return position === null || leaving.position === null || position < leaving.position;
}

function judge(past: PastRevision): { isGood: boolean; verdict: string } {
  const { number, state, rolledBackBy, verdict, badReason } = past;
  if (badReason !== null) return { isGood: false, verdict: `Marked bad: ${badReason}` };
  if (rolledBackBy !== null) return { isGood: false, verdict: `Taken back by #${rolledBackBy}` };
  if (state !== "succeeded") return { isGood: false, verdict: `#${number} ${state}` };
  if (verdict === "fail") return { isGood: false, verdict: `#${number} was done, though its numbers failed` };
  if (verdict === "inconclusive") return { isGood: true, verdict: `#${number} was done, without a verdict` };
  return { isGood: true, verdict: `#${number} was done, every stage passed` };
}

/** What a rollback to a revision risks beyond what any does. Sentences; empty = nothing known. */
export function findRollbackRisks(facts: {
  toRevision: string;
  /** Null = no rollout ever brought it to a host. */
  candidate: RollbackCandidate | null;
  orphaned: boolean;
  /** Commits it takes away that say of themselves that they are unsafe to take away. */
  unsafe: readonly { sha: string; why: string }[];
}): string[] {
  const { candidate, toRevision } = facts;
  const target = shortSha(toRevision);
  const risks: string[] = [];
  if (candidate === null) risks.push(`${target} has never been on a host.`);
  else if (!candidate.isGood) risks.push(`${target} was not good: ${endSentence(candidate.verdict)}`);
  if (facts.orphaned) risks.push(`${target} is no longer on the trunk.`);
  for (const { sha, why } of facts.unsafe) {
    risks.push(`${shortSha(sha)} says that it is unsafe to roll back: ${endSentence(why)}`);
  }
  return risks;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
