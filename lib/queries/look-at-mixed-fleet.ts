import type { MixedFleetView } from "@/lib/contracts/rollback-views";
import { findNeighbours } from "@/lib/db/automation";
import { findFreeze } from "@/lib/db/freezes";
import { findLeftMixed } from "@/lib/db/mixed-fleets";
import type { ProjectRow } from "@/lib/db/projects";
import { countFleetRevisions } from "@/lib/db/read-projects";
import { findNewestOnHosts, type UndoneRollout } from "@/lib/db/rollbacks";
import { listStages } from "@/lib/db/stages";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { lookAtMixture } from "@/lib/domain/fleet/look-at-mixture";
import { describeFreeze } from "@/lib/domain/freeze/describe-freeze";
import { SauronError } from "@/lib/errors";
import { findRollback } from "./find-rollback";

/** A mixed fleet as it is shown, and the rollout that left it so. */
export type MixedFleet = { cause: UndoneRollout; view: MixedFleetView };

/** The fleet when its hosts do not run one revision and no rollout is at work on it; null otherwise. */
export async function lookAtMixedFleet(tx: Tx, project: ProjectRow): Promise<MixedFleet | null> {
  const fleet = await countFleetRevisions(tx, project.id);
  if (fleet.length < 2) return null;
  const { inFlight } = await findNeighbours(tx, project.id);
  if (inFlight && inFlight.state !== "proposed") return null;
  const cause = await findNewestOnHosts(tx, project.id);
  const mixture = cause && lookAtMixture(fleet, cause);
  if (!cause || !mixture) return null;
  const left = await findLeftMixed(tx, project.id);
  return {
    cause,
    view: {
      fleet,
      rollout: cause.number,
      kind: cause.kind,
      state: cause.state as MixedFleetView["state"],
      finish: {
        toRevision: cause.toRevision,
        hosts: mixture.missing,
        refusal: await findFinishRefusal(tx, project, cause),
      },
      rollBack: await foreseeRollback(tx, project, cause),
      left: left && { ...left, at: left.at.toISOString() },
    },
  };
}

/**
 * A freeze binds whoever rolls out, and what failed its canary would go on without one, since that stage has it already.
 * The way back stays open.
 */
async function findFinishRefusal(tx: Tx, project: ProjectRow, cause: UndoneRollout): Promise<string | null> {
  if (cause.kind === "rollback") return null;
  const freeze = await findFreeze(tx, project.id);
  if (freeze) {
    const now = await readDatabaseTime(tx);
    return `${describeFreeze({ ...freeze, expiresAt: freeze.expiresAt.getTime() }, now)}.`;
  }
  const stages = cause.state === "failed" ? await listStages(tx, cause.id) : [];
  const failed = stages.find(({ verdict }) => verdict?.verdict === "fail");
  return failed ? `${shortSha(cause.toRevision)} failed on ${failed.name}.` : null;
}

/** Null when there is nothing to go back to, or going on is the way back. */
async function foreseeRollback(tx: Tx, project: ProjectRow, cause: UndoneRollout): Promise<MixedFleetView["rollBack"]> {
  if (cause.kind === "rollback" && cause.state !== "succeeded") return null;
  try {
    const found = await findRollback(tx, project, { to: null, allHosts: false, undoes: cause });
    return { toRevision: found.toRevision, hosts: found.hosts.length };
  } catch (error) {
    if (error instanceof SauronError) return null;
    throw error;
  }
}
