import { findNewestDeploy, type NewestDeploy } from "@/lib/db/decided-hosts";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import type { LoadedRollout } from "./load-snapshot";
import { workOnRollout } from "./work-on-rollout";
import { writeRolloutEvent } from "./write-rollout-event";

export type HostAction = "retry" | "skip" | "fail";

const events = {
  retry: "hostRetried",
  skip: "hostSkipped",
  fail: "stageRejected",
} as const satisfies Record<HostAction, RolloutEventName>;

/**
 * A person decides about a host that failed, or whose result nobody knows: try it once more, go on without it, or fail
 * the whole rollout over it.
 * @throws SauronError "not-found" when the rollout has no such host; "conflict" when there is nothing to decide about it
 */
export async function decideHost(
  ctx: ServiceContext,
  input: { rolloutId: number; host: string; action: HostAction; reason: string },
): Promise<void> {
  const { action, reason } = input;
  await workOnRollout(ctx, input.rolloutId, async (tx, loaded, epoch) => {
    refuseOutOfReach(loaded, action);
    const deploy = await findNewestDeploy(tx, { ...input, maxProbes });
    refuseHealthyHost(loaded, input.host, deploy);
    if (action === "retry") refuseOvertaken(deploy);
    if (action === "skip") refuseAsked(deploy);
    const told =
      action === "fail" ? `${ctx.actor.name} failed it over ${deploy.host}: ${reason}` : `${deploy.host}: ${reason}`;
    const state = await writeRolloutEvent(tx, loaded, {
      event: events[action],
      reason: told,
      epoch,
      actor: ctx.actor,
      ...(action === "fail"
        ? {}
        : { host: { deployId: deploy.id, because: `Skipped by ${ctx.actor.name}: ${reason}` } }),
    });
    if (!state) return new SauronError("conflict", "The rollout changed meanwhile; look again.");
    const { number, projectId } = loaded.rollout;
    const target = `host ${deploy.host} in rollout #${number}`;
    await recordAct(tx, ctx, { act: "decideHost", projectId, target, reason, details: { action } });
    return null;
  });
}

function refuseOutOfReach({ rollout }: LoadedRollout, action: HostAction): void {
  const { number, state, question, abortRequestedAt, abortRequestedBy } = rollout;
  if (abortRequestedAt !== null) {
    throw new SauronError("conflict", `${abortRequestedBy} has aborted rollout #${number}.`);
  }
  if (state !== "deploying" && state !== "baking" && state !== "held") {
    throw new SauronError("conflict", `Rollout #${number} is ${state}: nothing can be decided about its hosts.`);
  }
  if (state === "held" && action === "retry" && question !== "failures") {
    throw new SauronError("conflict", `Rollout #${number} is held: decide about that first.`);
  }
}

function refuseHealthyHost(
  { rollout }: LoadedRollout,
  host: string,
  deploy: NewestDeploy | null,
): asserts deploy is NewestDeploy {
  if (!deploy) throw new SauronError("not-found", `Rollout #${rollout.number} has no host "${host}".`);
  if (deploy.state === "failed" || deploy.state === "unknown") return;
  const message = `Host ${host} is ${deploy.state} in rollout #${rollout.number}: only one that failed or is unknown is decided about.`;
  throw new SauronError("conflict", message, { details: { state: deploy.state } });
}

/** An older revision never follows a newer one on a host by somebody's retry. */
function refuseOvertaken(deploy: NewestDeploy): void {
  if (!deploy.isOvertaken) return;
  throw new SauronError("conflict", `A later rollout has deployed ${deploy.host} since; this one leaves it alone.`);
}

/** Its command may be at work there still, and nobody would look after it any more. */
function refuseAsked({ isAsked, host }: NewestDeploy): void {
  if (!isAsked) return;
  throw new SauronError("conflict", `${host} is still being asked how its deploy ended; wait, or abort.`);
}
