import { findFreeze } from "@/lib/db/freezes";
import { findMarkedSince } from "@/lib/db/marked-since";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { watchSeconds } from "@/lib/domain/automation/modes";
import { describeMarkedSince, findStaleness } from "@/lib/domain/rollout/find-staleness";
import type { RolloutSnapshot } from "@/lib/domain/rollout/snapshot";
import { lookAtProject } from "@/lib/queries/look-at-project";

type Conditions = Pick<RolloutSnapshot, "asksToContinue" | "staleBecause" | "frozenUntil">;

/** What the project has to say about one of its rollouts: whether its proposal still holds, a freeze, and who is asked. */
export async function loadConditions(tx: Tx, rollout: RolloutRow, now: number): Promise<Conditions> {
  const conditions: Conditions = { asksToContinue: null, staleBecause: null, frozenUntil: null };
  const project = await findProject(tx, rollout.projectId);
  if (!project) return conditions;
  switch (rollout.state) {
    case "proposed":
      return { ...conditions, staleBecause: await readStaleness(tx, project, rollout) };
    case "pending": {
      const marked = await findMarkedSince(tx, rollout);
      const freeze = await findFreeze(tx, project.id);
      return {
        ...conditions,
        staleBecause: marked && describeMarkedSince(marked),
        frozenUntil: freeze?.expiresAt.getTime() ?? null,
      };
    }
    case "baking":
      return { ...conditions, asksToContinue: asksToContinue(project, rollout, now) };
    default:
      return conditions;
  }
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
