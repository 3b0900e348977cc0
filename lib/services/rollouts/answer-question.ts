import { findProject } from "@/lib/db/projects";
import { describeQuestion, type RolloutQuestion } from "@/lib/domain/rollout/questions";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { findRefusingGate, type GateName } from "@/lib/domain/selection/gates";
import { SauronError } from "@/lib/errors";
import { lookAtProject } from "@/lib/queries/look-at-project";
import type { ServiceContext } from "../context";
import { applyRolloutEvent } from "./apply-rollout-event";
import type { LoadedRollout } from "./load-snapshot";
import { workOnRollout } from "./work-on-rollout";

export type AnswerInput = {
  rolloutId: number;
  question: RolloutQuestion;
  answer: "yes" | "no";
  /** Needed for a no. */
  reason: string | null;
};

const events = {
  commit: { yes: "approved", no: "declined" },
  start: { yes: "started", no: "declined" },
  continue: { yes: "confirmed", no: "stageRejected" },
} as const satisfies Record<RolloutQuestion, Record<"yes" | "no", RolloutEventName>>;

/**
 * A person answers the question a rollout waits with. A no before the start discards it; a no after the canary fails it.
 * @throws SauronError "bad-request" for a no without a reason; "conflict" when that is not the question, the proposal is
 *   out of date, or a gate that binds people too is closed
 */
export async function answerQuestion(ctx: ServiceContext, input: AnswerInput): Promise<void> {
  const { question, answer } = input;
  if (answer === "no" && input.reason === null) throw new SauronError("bad-request", "Give a reason for the no.");
  await workOnRollout(ctx, input.rolloutId, async (loaded, epoch) => {
    refuseOtherQuestion(loaded, question);
    if (loaded.snapshot.staleBecause !== null && answer === "yes") await expire(ctx, loaded, epoch);
    if (answer === "yes") await refuseClosedGate(ctx, loaded, question);
    const reason = answer === "no" ? `${ctx.actor.name} said no: ${input.reason}` : input.reason;
    const applied = await applyRolloutEvent(ctx, loaded, {
      event: events[question][answer],
      reason,
      epoch,
      actor: ctx.actor,
      answer: { question, answer, by: ctx.actor.name, reason: input.reason },
    });
    if (!applied) throw new SauronError("conflict", "The rollout changed meanwhile; look again.");
  });
}

function refuseOtherQuestion({ rollout }: LoadedRollout, asked: RolloutQuestion): void {
  const { number, state, question } = rollout;
  const details = { state, question };
  if (rollout.abortRequestedAt !== null) {
    throw new SauronError("conflict", `${rollout.abortRequestedBy} has aborted rollout #${number}.`, { details });
  }
  if (question === null)
    throw new SauronError("conflict", `Rollout #${number} is ${state}, nothing is asked.`, { details });
  if (question === asked) return;
  const text = describeQuestion({ ...rollout, question });
  throw new SauronError("conflict", `Rollout #${number} asks something else: ${text}`, { details });
}

/** A yes binds to exactly the range that was shown. */
async function expire(ctx: ServiceContext, loaded: LoadedRollout, epoch: number): Promise<never> {
  const { staleBecause } = loaded.snapshot;
  await applyRolloutEvent(ctx, loaded, { event: "expired", reason: staleBecause, epoch });
  throw new SauronError("conflict", `Rollout #${loaded.rollout.number} was not approved. ${staleBecause}`);
}

/** Gates that say something about a start that was approved already. */
const gatesOfStart: readonly GateName[] = ["not-frozen", "not-halted", "hosts-reachable"];

/** What binds people too when they start a rollout binds their yes. Once it has begun, nothing does. */
async function refuseClosedGate(ctx: ServiceContext, { rollout }: LoadedRollout, question: RolloutQuestion) {
  if (question === "continue") return;
  const project = await findProject(ctx.db.prisma, rollout.projectId);
  if (!project) return;
  const { gates } = await lookAtProject(ctx.db.prisma, project);
  const binding = question === "commit" ? gates : gates.filter((gate) => gatesOfStart.includes(gate.gate));
  const closed = findRefusingGate(binding);
  if (closed) throw new SauronError("conflict", `${closed.text}.`, { details: { gates } });
}
