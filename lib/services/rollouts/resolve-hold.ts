import type { Permission } from "@/lib/domain/access/permissions";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import type { LoadedRollout } from "./load-snapshot";
import { workOnRollout } from "./work-on-rollout";
import { writeRolloutEvent } from "./write-rollout-event";

export type HoldAction = "continue" | "extend" | "fail";

/**
 * A person decides about a rollout that is held without a verdict: go on to the next stage, watch this one longer, or
 * fail it.
 * @throws SauronError "conflict" when it is not, or somebody else decided first
 */
export async function resolveHold(
  ctx: ServiceContext,
  input: { rolloutId: number; action: HoldAction; reason: string },
): Promise<void> {
  await workOnRollout(ctx, input.rolloutId, async (tx, loaded, epoch) => {
    const { state, number, question } = loaded.rollout;
    if (state !== "held") {
      throw new SauronError("conflict", `Rollout #${number} is ${state}, not held.`, { details: { state } });
    }
    if (question !== null) {
      const message = `Rollout #${number} has passed its canary and waits for an answer: continue?`;
      throw new SauronError("conflict", message, { details: { state, question } });
    }
    const { nextStageTakenBy } = loaded.snapshot;
    if (input.action === "continue" && nextStageTakenBy !== null) {
      const message = `Rollout #${nextStageTakenBy} is still in the next stage: continue when it has left that.`;
      throw new SauronError("conflict", message);
    }
    const event = eventFor(input.action, loaded);
    const next = await writeRolloutEvent(tx, loaded, { event, reason: input.reason, epoch, actor: ctx.actor });
    if (!next) return new SauronError("conflict", "The rollout changed meanwhile; look again.");
    const act = { projectId: loaded.rollout.projectId, target: `rollout #${number}`, reason: input.reason };
    await recordAct(tx, ctx, {
      act: "resolveHold",
      ...act,
      needs: needsOf(input.action),
      details: { action: input.action },
    });
    return null;
  });
}

/** To go on although nothing speaks for it takes more than to wait or to stop. */
function needsOf(action: HoldAction): Permission {
  return action === "continue" ? "override" : "deploy";
}

function eventFor(action: HoldAction, { rollout, stages }: LoadedRollout): RolloutEventName {
  if (action === "extend") return "resumed";
  if (action === "fail") return "stageRejected";
  return rollout.stageIndex === stages.length - 1 ? "lastStageOverridden" : "overridden";
}
