import { findProject } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { describeQuestion, type RolloutQuestion } from "@/lib/domain/rollout/questions";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { findRefusingGate, type GateName } from "@/lib/domain/selection/gates";
import { SauronError } from "@/lib/errors";
import { lookAtProject } from "@/lib/queries/look-at-project";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import type { LoadedRollout } from "./load-snapshot";
import { workOnRollout } from "./work-on-rollout";
import { writeRolloutEvent } from "./write-rollout-event";

export type AnswerInput = {
  rolloutId: number;
  question: RolloutQuestion;
  answer: "yes" | "no";
  /** Needed for a no, and for a yes to going on without hosts. */
  reason: string | null;
};

const events = {
  commit: { yes: "approved", no: "declined" },
  start: { yes: "started", no: "declined" },
  continue: { yes: "confirmed", no: "stageRejected" },
  failures: { yes: "failuresResolved", no: "stageRejected" },
} as const satisfies Record<RolloutQuestion, Record<"yes" | "no", RolloutEventName>>;

/**
 * A person answers the question a rollout waits with. A no before the start discards it; a later no fails it.
 * @throws SauronError "bad-request" for a no without a reason; "conflict" when that is not the question, the proposal is
 *   out of date, or a gate that binds people too is closed
 */
export async function answerQuestion(ctx: ServiceContext, input: AnswerInput): Promise<void> {
  const { question, answer } = input;
  if (input.reason === null && (answer === "no" || question === "failures")) {
    throw new SauronError("bad-request", `Give a reason for the ${answer}.`);
  }
  await workOnRollout(ctx, input.rolloutId, async (tx, loaded, epoch) => {
    refuseOtherQuestion(loaded, question);
    if (loaded.snapshot.staleBecause !== null && answer === "yes") return expire(tx, loaded, epoch);
    if (answer === "yes") await refuseClosedGate(tx, loaded, question);
    if (answer === "yes" && question === "failures") refuseEmptyHanded(loaded);
    const reason = answer === "no" ? `${ctx.actor.name} said no: ${input.reason}` : input.reason;
    const state = await writeRolloutEvent(tx, loaded, {
      event: events[question][answer],
      reason,
      epoch,
      actor: ctx.actor,
      answer: { question, answer, by: ctx.actor.name, reason: input.reason },
    });
    if (!state) return new SauronError("conflict", "The rollout changed meanwhile; look again.");
    const { number, projectId } = loaded.rollout;
    const act = { projectId, target: `rollout #${number}`, reason: input.reason, details: { question, answer } };
    await recordAct(tx, ctx, { act: "answerQuestion", ...act });
    return null;
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
async function expire(tx: Tx, loaded: LoadedRollout, epoch: number): Promise<SauronError> {
  const { staleBecause } = loaded.snapshot;
  await writeRolloutEvent(tx, loaded, { event: "expired", reason: staleBecause, epoch });
  return new SauronError("conflict", `Rollout #${loaded.rollout.number} was not approved. ${staleBecause}`);
}

/** Gates that say something about a start that was approved already. */
const gatesOfStart: readonly GateName[] = ["not-frozen", "not-halted", "hosts-reachable"];

/** A stage of which nobody was deployed proves nothing: one of its hosts is tried again, or the rollout fails. */
function refuseEmptyHanded({ rollout, snapshot }: LoadedRollout): void {
  const stage = snapshot.stages[rollout.stageIndex];
  if (!stage || stage.hosts.succeeded + stage.hosts.running + stage.hosts.queued > 0) return;
  const message = `No host of stage ${stage.name} was deployed: retry one, or fail rollout #${rollout.number}.`;
  throw new SauronError("conflict", message);
}

/** What binds people too when they start a rollout binds their yes. Once it has begun, nothing does. */
async function refuseClosedGate(tx: Tx, { rollout }: LoadedRollout, question: RolloutQuestion) {
  if (question === "continue" || question === "failures") return;
  const project = await findProject(tx, rollout.projectId);
  if (!project) return;
  const { gates } = await lookAtProject(tx, project);
  const binding = question === "commit" ? gates : gates.filter((gate) => gatesOfStart.includes(gate.gate));
  const closed = findRefusingGate(binding);
  if (closed) throw new SauronError("conflict", `${closed.text}.`, { details: { gates } });
}
