import { findTrunkHead } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { findCommitByPrefix } from "@/lib/db/read-commits";
import type { Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { type ChoiceReasons, explainChoice } from "@/lib/domain/selection/explain-choice";
import { findRefusingGate } from "@/lib/domain/selection/gates";
import { findNewestCandidate } from "@/lib/domain/selection/offer-backlog";
import { SauronError } from "@/lib/errors";
import type { AutomationLook } from "./look-at-project";

/** The commits a rollout to a target of a person's choice takes along, and how it compares with what is selected. */
export type ChosenRange = ChoiceReasons & {
  fromRevision: string | null;
  toRevision: string;
  trunkHead: string;
  /** So many commits of the queue, from its beginning. */
  count: number;
  /** Why nobody can start it now; null = one can. */
  refusal: string | null;
};

/**
 * @param to sha of the target, or the beginning of it; null = the newest commit that could be the target
 * @throws SauronError "not-found" for an unknown commit, "conflict" for one that cannot be deployed
 */
export async function findChosenRange(
  tx: Tx,
  project: ProjectRow,
  { look, to }: { look: AutomationLook; to: string | null },
): Promise<ChosenRange> {
  const { backlog, selection, reasons } = look;
  const position = to === null ? findDefaultTarget(look) : await findTarget(tx, project, { look, to });
  const head = await findTrunkHead(tx, project.id);
  const target = backlog.queue[position];
  if (!target || !head)
    throw new SauronError("conflict", "No commit waits: everything that landed is live or on its way.");
  return {
    ...explainChoice(backlog, { position, selection, why: reasons.why }),
    fromRevision: backlog.liveRevision,
    toRevision: target.sha,
    trunkHead: head.sha,
    count: position + 1,
    refusal: findRefusal(look),
  };
}

function findDefaultTarget({ backlog: { queue } }: AutomationLook): number {
  const newest = findNewestCandidate(queue);
  return newest >= 0 ? newest : queue.length - 1;
}

async function findTarget(
  tx: Tx,
  project: ProjectRow,
  { look, to }: { look: AutomationLook; to: string },
): Promise<number> {
  const commit = await findCommitByPrefix(tx, project.id, to);
  if (!commit) throw new SauronError("not-found", `Project "${project.slug}" has no commit ${to}.`);
  const name = shortSha(commit.sha);
  if (commit.orphaned) {
    throw new SauronError("conflict", `Commit ${name} is no longer on the trunk ${project.trunk}: choose another one.`);
  }
  const position = look.backlog.queue.findIndex((each) => each.sha === commit.sha);
  if (position < 0) {
    throw new SauronError("conflict", `Commit ${name} is live or on its way already: choose a later one.`);
  }
  return position;
}

/** Whoever chooses a target opens the gates that bind the automation alone, and that of the selection. */
function findRefusal({ gates }: AutomationLook): string | null {
  const closed = findRefusingGate(gates.filter((gate) => gate.gate !== "commit-selected"));
  return closed && `${closed.text}.`;
}
