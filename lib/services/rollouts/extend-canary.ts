import { describeMoment } from "@/lib/domain/describe-moment";
import { refuseExtension } from "@/lib/domain/rollout/refuse-watch-act";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { workOnRollout } from "./work-on-rollout";
import { writeRolloutEvent } from "./write-rollout-event";

/**
 * A person has a stage watched longer, until a moment of her choice: asking for the same moment again changes nothing. The
 * numbers can still fail it before that.
 * @throws SauronError "conflict" when the stage is not being watched (any more), or that moment cannot be its end
 */
export async function extendCanary(
  ctx: ServiceContext,
  input: { rolloutId: number; stage: string; until: number },
): Promise<void> {
  const { stage, until } = input;
  await workOnRollout(ctx, input.rolloutId, async (tx, loaded, epoch) => {
    const { rollout, snapshot, stages, now } = loaded;
    const { number, state, failureReason } = rollout;
    const refusal = refuseExtension({ number, failureReason, snapshot }, { stage, until }, now);
    if (refusal !== null) throw new SauronError("conflict", refusal, { details: { state } });
    const isRepeated = stages[rollout.stageIndex]?.bakeUntil?.getTime() === until;
    if (!isRepeated) {
      const reason = `${stage} is watched until ${describeMoment(until, { now })} at least.`;
      const next = await writeRolloutEvent(tx, loaded, { event: "extended", reason, epoch, actor: ctx.actor, until });
      if (!next) return new SauronError("conflict", "The rollout changed meanwhile; look again.");
    }
    await recordAct(tx, ctx, {
      act: "extendCanary",
      projectId: rollout.projectId,
      target: `rollout #${number}`,
      reason: null,
      details: { stage, until: new Date(until).toISOString(), isRepeated },
    });
    return null;
  });
}
