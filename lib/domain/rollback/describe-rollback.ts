import { shortSha } from "../commit/short-sha";

export type RollbackFacts = {
  /** Of the rollback itself. */
  number: number;
  undoes: number;
  toRevision: string;
  by: string;
  reason: string;
};

/** Why the automation is halted from the moment a rollback is asked for. */
export function describeRollbackHalt(facts: RollbackFacts & { lockedCommits: number }): string {
  const { number, undoes, toRevision, by, lockedCommits } = facts;
  const what = `#${undoes} is rolled back to ${shortSha(toRevision)} by #${number}, asked for by ${by}`;
  return `${what}: ${endSentence(facts.reason)}${describeLocked(lockedCommits)}`;
}

function describeLocked(count: number): string {
  if (count === 0) return "";
  const commits = count === 1 ? "The commit it takes back is" : `The ${count} commits it takes back are`;
  return ` ${commits} locked until a person resumes.`;
}

/** Why a commit is locked by a rollback. */
export function describeRollbackLock({ number, undoes, reason }: RollbackFacts): string {
  return `Taken back by #${number}, the rollback of #${undoes}: ${reason}`;
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
