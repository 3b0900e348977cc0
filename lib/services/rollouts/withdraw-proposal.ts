import { findNeighbours } from "@/lib/db/automation";
import { skipQueuedDeploys } from "@/lib/db/host-deploys";
import { endLease } from "@/lib/db/leases";
import { type Actor, applyTransition, findRollout } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";

/** What is only proposed gives way to a rollout that starts. A worker that looks at it just now loses the race. */
export async function withdrawProposal(tx: Tx, projectId: number, actor: Actor): Promise<void> {
  const { inFlight } = await findNeighbours(tx, projectId);
  if (inFlight?.state !== "proposed") return;
  const epoch = await endLease(tx, inFlight.id);
  // Read under the row lock: an answer that came first has moved it on, and then it is in the way.
  const rollout = await findRollout(tx, inFlight.id);
  if (rollout?.state !== "proposed") return;
  const reason = `It expired: ${actor.name} started another rollout.`;
  const set = { failureReason: reason };
  await applyTransition(tx, { rollout, to: "discarded", event: "expired", actor, reason, epoch, set });
  await skipQueuedDeploys(tx, rollout.id, "The rollout was never started.");
}
