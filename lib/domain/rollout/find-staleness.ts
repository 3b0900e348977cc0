import type { AutomationMode } from "../automation/modes";
import { shortSha } from "../commit/short-sha";
import type { Selection } from "../selection/select-commits";

/** A range of commits under the rules it was chosen by. */
export type Proposal = {
  fromRevision: string | null;
  toRevision: string;
  commitCount: number;
  policyRevision: number;
};

export type PresentChoice = {
  mode: AutomationMode;
  liveRevision: string | null;
  policyRevision: number;
  selection: Selection;
};

/** Why a proposal is no longer what would be proposed, as a sentence; null = it still is. A yes binds to exactly its range. */
export function findStaleness(proposal: Proposal, present: PresentChoice): string | null {
  const { selection } = present;
  if (present.mode !== "confirm") return `It expired: the automation is in mode ${present.mode} now.`;
  if (present.liveRevision !== proposal.fromRevision) return "It expired: the deployed revision has changed since.";
  if (present.policyRevision !== proposal.policyRevision) return "It expired: the project file has changed since.";
  if (selection.action !== "deploy") return "It expired: no commit would be deployed now.";
  if (selection.sha === proposal.toRevision && selection.count === proposal.commitCount) return null;
  const commits = selection.count === 1 ? "1 commit" : `${selection.count} commits`;
  return `It expired: what would be deployed has changed, now ${commits} up to ${shortSha(selection.sha)}.`;
}

/** A commit of an accepted range that a person has marked since. */
export type MarkedSince = { sha: string; mark: "bad" | "locked"; by: string };

/** Why an accepted rollout that has not begun does not begin: what was accepted is no longer held to be good. */
export function describeMarkedSince({ sha, mark, by }: MarkedSince): string {
  const what = mark === "bad" ? "marked bad" : "locked";
  return `It expired: ${shortSha(sha)} was ${what} by ${by} after it was accepted.`;
}
