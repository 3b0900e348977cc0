import type { NowView } from "@/lib/contracts/views";
import { countOverruled } from "@/lib/db/answers";
import type { FreezeRow } from "@/lib/db/freezes";
import { findHalter, type ProjectRow } from "@/lib/db/projects";
import { findRolloutFacts } from "@/lib/db/read-rollouts";
import { countRolledBack } from "@/lib/db/rollbacks";
import type { Tx } from "@/lib/db/transaction";
import { lookAtHours } from "@/lib/domain/hours/allowed-hours";
import { describeHours } from "@/lib/domain/hours/describe-hours";
import { toTime } from "./build-rollout-summaries";

/**
 * How far the automation may go by itself, and what keeps it back for now.
 * @param now epoch milliseconds
 */
export async function readAutomation(
  tx: Tx,
  project: ProjectRow,
  { freeze, now }: { freeze: FreezeRow | null; now: number },
): Promise<NowView["automation"]> {
  return {
    mode: project.mode,
    modeSince: toTime(project.modeSince),
    modeBy: project.modeBy,
    overruled: await countOverruled(tx, { projectId: project.id, at: project.modeSince ?? project.createdAt }),
    freeze: freeze && {
      reason: freeze.reason,
      by: freeze.by,
      since: freeze.createdAt.toISOString(),
      expiresAt: freeze.expiresAt.toISOString(),
    },
    hours: buildHours(project, now),
    halted: await readHalt(tx, project),
  };
}

function buildHours({ policy }: ProjectRow, now: number): NowView["automation"]["hours"] {
  if (!policy.allowedHours) return null;
  const look = lookAtHours(policy.allowedHours, now);
  const changesAt = look.changesAt === null ? null : new Date(look.changesAt).toISOString();
  return { open: look.open, text: describeHours(policy.allowedHours, look, now), changesAt };
}

async function readHalt(tx: Tx, project: ProjectRow): Promise<NowView["automation"]["halted"]> {
  if (project.haltedAt === null) return null;
  const cause =
    project.haltRollout === null
      ? null
      : await findRolloutFacts(tx, { projectId: project.id, number: project.haltRollout });
  return {
    since: project.haltedAt.toISOString(),
    reason: project.haltReason ?? "No reason was recorded.",
    by: (await findHalter(tx, project.id)) ?? (cause?.state === "aborted" ? cause.abortRequestedBy : null),
    rollout: project.haltRollout,
    // What a rollback goes to is good; suspect is what it was to take back.
    suspect: (cause?.kind === "rollback" ? cause.fromRevision : cause?.toRevision) ?? null,
    lockedCommits: await countRolledBack(tx, project.id),
  };
}
