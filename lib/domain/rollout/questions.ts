import { shortSha } from "../commit/short-sha";

/**
 * What the article's script asked, in its order: this commit? start? continue after the canary? And where failures are
 * guided: too many hosts failed, go on without them?
 */
export const rolloutQuestions = ["commit", "start", "continue", "failures"] as const;

export type RolloutQuestion = (typeof rolloutQuestions)[number];

export type QuestionFacts = {
  question: RolloutQuestion;
  commitCount: number;
  toRevision: string;
  approvedBy: string | null;
  /** Why it is held: the question itself, where one is asked of a rollout that is held. */
  holdReason: string | null;
};

/** The question as a person reads it. */
export function describeQuestion({ question, ...facts }: QuestionFacts): string {
  switch (question) {
    case "commit": {
      const commits = facts.commitCount === 1 ? "this commit" : `these ${facts.commitCount} commits`;
      return `Deploy ${commits}, up to ${shortSha(facts.toRevision)}?`;
    }
    case "start":
      return `Approved${facts.approvedBy ? ` by ${facts.approvedBy}` : ""}. Start it now?`;
    case "continue":
      return facts.holdReason ?? "The canary passed: continue?";
    case "failures":
      return `${facts.holdReason ?? "Too many hosts failed to deploy."} Go on without them?`;
  }
}
