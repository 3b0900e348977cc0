import { describeFrozenQueue, describeSparedRollout } from "@/components/dialogs/describe-frozen-queue";
import { describeAbortConsequences } from "@/components/rollout/abort-ladder";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";
import { allowedEvents } from "@/lib/domain/rollout/transitions";

type FrozenView = Pick<NowView, "project" | "doing" | "next" | "queueTotal">;

/** What a person is asked to confirm with a freeze. */
export interface FreezeQuestion {
  title: string;
  lines: string[];
  confirm: string;
  sending: string;
  look: "danger" | "primary";
  /** Number of the rollout that is aborted with it; null = none. */
  abort: number | null;
}

/** The rollout at hand, when it runs and so can be aborted; what is only proposed waits anyway. */
export function findAbortable({ doing }: Pick<NowView, "doing">): RolloutSummary | null {
  return doing && doing.state !== "proposed" && allowedEvents(doing.state).includes("abortRequested") ? doing : null;
}

/**
 * @param wished number of the rollout a person wants aborted with the freeze. One that has ended meanwhile needs no abort
 *   any more, and another one was not meant.
 */
export function describeFreeze(view: FrozenView, wished: number | null): FreezeQuestion {
  const abortable = findAbortable(view);
  const queue = describeFrozenQueue(view);
  if (abortable === null || abortable.number !== wished) {
    return {
      title: `Freeze ${view.project}?`,
      lines: [queue, describeSparedRollout(view.doing)],
      confirm: "Freeze",
      sending: "Freezing…",
      look: "primary",
      abort: null,
    };
  }
  return {
    title: `Freeze ${view.project} and abort rollout #${abortable.number}?`,
    lines: [queue, ...describeAbortConsequences(abortable)],
    confirm: "Freeze and abort",
    sending: "Freezing and aborting…",
    look: "danger",
    abort: abortable.number,
  };
}
