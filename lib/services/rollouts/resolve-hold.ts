import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { applyRolloutEvent } from "./apply-rollout-event";
import type { LoadedRollout } from "./load-snapshot";
import { workOnRollout } from "./work-on-rollout";

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
  await workOnRollout(ctx, input.rolloutId, async (loaded, epoch) => {
    const { state, number, question } = loaded.rollout;
    if (state !== "held") {
      throw new SauronError("conflict", `Rollout #${number} is ${state}, not held.`, { details: { state } });
    }
    if (question !== null) {
      const message = `Rollout #${number} has passed its canary and waits for an answer: continue?`;
      throw new SauronError("conflict", message, { details: { state, question } });
    }
    const event = eventFor(input.action, loaded);
    const applied = await applyRolloutEvent(ctx, loaded, { event, reason: input.reason, epoch, actor: ctx.actor });
    if (!applied) throw new SauronError("conflict", "The rollout changed meanwhile; look again.");
  });
}

function eventFor(action: HoldAction, { rollout, stages }: LoadedRollout): RolloutEventName {
  if (action === "extend") return "resumed";
  if (action === "fail") return "stageRejected";
  return rollout.stageIndex === stages.length - 1 ? "lastStageOverridden" : "overridden";
}
