import { refuseStopEarly } from "@/lib/domain/rollout/refuse-watch-act";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { workOnRollout } from "./work-on-rollout";
import { writeRolloutEvent } from "./write-rollout-event";

/**
 * A person judges a stage failed while its numbers are still being watched: what follows is what follows on a failed
 * verdict. Asking again for what one has done already changes nothing.
 * @throws SauronError "conflict" when the stage is not being watched (any more), or somebody else decided first
 */
export async function stopCanary(ctx: ServiceContext, input: { rolloutId: number; stage: string }): Promise<void> {
  await workOnRollout(ctx, input.rolloutId, async (tx, loaded, epoch) => {
    const { rollout, snapshot, now } = loaded;
    const { number, state, failureReason } = rollout;
    const reason = `${input.stage} was stopped early and judged failed by ${ctx.actor.name}.`;
    const isRepeated = failureReason === reason;
    if (!isRepeated) {
      const refusal = refuseStopEarly({ number, failureReason, snapshot }, input.stage, now);
      if (refusal !== null) throw new SauronError("conflict", refusal, { details: { state } });
      const next = await writeRolloutEvent(tx, loaded, { event: "stageRejected", reason, epoch, actor: ctx.actor });
      if (!next) return new SauronError("conflict", "The rollout changed meanwhile; look again.");
    }
    await recordAct(tx, ctx, {
      act: "stopCanary",
      projectId: rollout.projectId,
      target: `rollout #${number}`,
      reason: null,
      details: { stage: input.stage, isRepeated },
    });
    return null;
  });
}
