import { findFreeze } from "@/lib/db/freezes";
import { findMarkedSince } from "@/lib/db/marked-since";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { findFailedAhead, findInNextStage } from "@/lib/db/rollouts-ahead";
import type { Tx } from "@/lib/db/transaction";
import { watchSeconds } from "@/lib/domain/automation/modes";
import { describeFailedAhead } from "@/lib/domain/rollout/describe-failed-ahead";
import { describeMarkedSince, findStaleness } from "@/lib/domain/rollout/find-staleness";
import { isPipelined } from "@/lib/domain/rollout/is-pipelined";
import type { RolloutSnapshot } from "@/lib/domain/rollout/snapshot";
import { isFinal } from "@/lib/domain/rollout/states";
import { lookAtProject } from "@/lib/queries/look-at-project";

type Conditions = Pick<
  RolloutSnapshot,
  "asksToContinue" | "staleBecause" | "frozenUntil" | "failedAhead" | "nextStageTakenBy"
>;

/** What the project has to say about one of its rollouts: whether its proposal still holds, a freeze, and who is asked. */
export async function loadConditions(tx: Tx, rollout: RolloutRow, now: number): Promise<Conditions> {
  const conditions: Conditions = {
    asksToContinue: null,
    staleBecause: null,
    frozenUntil: null,
    ...(await lookAhead(tx, rollout)),
  };
  const project = await findProject(tx, rollout.projectId);
  if (!project) return conditions;
  switch (rollout.state) {
    case "proposed":
      return { ...conditions, staleBecause: await readStaleness(tx, project, rollout) };
    case "pending": {
      const marked = await findMarkedSince(tx, rollout.id);
      const freeze = await findFreeze(tx, project.id);
      return {
        ...conditions,
        staleBecause: marked
          ? describeMarkedSince(marked)
          : conditions.failedAhead && `It expired: ${conditions.failedAhead}`,
        // What production needs now may be the way back.
        frozenUntil: rollout.kind === "rollback" ? null : (freeze?.expiresAt.getTime() ?? null),
      };
    }
    case "baking":
      return { ...conditions, asksToContinue: asksToContinue(project, rollout, now) };
    default:
      return conditions;
  }
}

/** How the rollouts ahead of this one do, where rollouts follow each other through the stages. */
async function lookAhead(tx: Tx, rollout: RolloutRow): Promise<Pick<Conditions, "failedAhead" | "nextStageTakenBy">> {
  if (!isPipelined(rollout) || isFinal(rollout.state)) return { failedAhead: null, nextStageTakenBy: null };
  const failed = await findFailedAhead(tx, rollout);
  return { failedAhead: failed && describeFailedAhead(failed), nextStageTakenBy: await findInNextStage(tx, rollout) };
}

async function readStaleness(tx: Tx, project: ProjectRow, rollout: RolloutRow): Promise<string | null> {
  const { selection, backlog } = await lookAtProject(tx, project);
  const { mode, policyRevision } = project;
  return findStaleness(rollout, { mode, policyRevision, selection, liveRevision: backlog.liveRevision });
}

/**
 * The mode a rollout was planned in stays with it. People are asked in "confirm", and in "supervised" when nobody is there
 * to see what Sauron answers itself; a rollout that a person started answers for itself.
 */
function asksToContinue(project: ProjectRow, rollout: RolloutRow, now: number): Conditions["asksToContinue"] {
  if (rollout.startedByKind !== "automation") return null;
  if (rollout.policy.automation === "confirm") return "mode";
  const watchedAt = project.watchedAt?.getTime() ?? 0;
  const isAlone = rollout.policy.automation === "supervised" && now - watchedAt >= watchSeconds * 1000;
  return isAlone ? "unwatched" : null;
}
