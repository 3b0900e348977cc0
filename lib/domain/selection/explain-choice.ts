import { shortSha } from "../commit/short-sha";
import { findHolds } from "./find-holds";
import type { Selection, SelectionInput } from "./select-commits";

/** How a target of a person's choice compares with what the selection would choose. */
export type ChoiceReasons = {
  /** Why the automation would not do it, as the rest of "It would not, because …"; null = it would. */
  whyNot: string | null;
  /** Its own tests have not passed, or it lies at or past a bad or locked commit. */
  isRisky: boolean;
  kind: "forward" | "backlog";
};

/**
 * @param position of the chosen commit in the queue, from 0
 * @param selection what `selectCommits` answered to the same `input`, and its sentence
 */
export function explainChoice(
  input: SelectionInput,
  { position, selection, why }: { position: number; selection: Selection; why: string },
): ChoiceReasons {
  const { maxCommits } = input.policy;
  const count = position + 1;
  const risk = describeRisk(input, position);
  const isSame = selection.action === "deploy" && selection.count === count;
  const isLarge = count > maxCommits;
  const size = isLarge ? `${count} commits are more than the ${maxCommits} it takes at a time` : null;
  return {
    whyNot: isSame ? null : (risk ?? size ?? describeOther(selection, why)),
    isRisky: risk !== null,
    kind: isLarge || selection.action === "blocked" ? "backlog" : "forward",
  };
}

function describeRisk({ queue }: SelectionInput, position: number): string | null {
  const commit = queue[position];
  if (!commit) return null;
  const hold = findHolds(queue.slice(0, position + 1))[position];
  if (hold) {
    const culprit = queue[hold.commit];
    const sha = shortSha(culprit?.sha ?? "");
    if (hold.by === "lock") return `commit ${sha} is locked`;
    return `commit ${sha} is bad, and nothing up to here undoes it`;
  }
  return commit.tests === "passed" ? null : `the tests of ${shortSha(commit.sha)} have not passed`;
}

function describeOther(selection: Selection, why: string): string {
  if (selection.action !== "deploy") return `${why.charAt(0).toLowerCase()}${why.slice(1)}`;
  return `it takes ${selection.count === 1 ? "1 commit" : `${selection.count} commits`} now, up to ${shortSha(selection.sha)}`;
}
