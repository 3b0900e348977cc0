"use client";

import { ActButton } from "@/components/access/act-button";
import { ignoreRepeat } from "@/components/ui/confirm-buttons";
import { type Action, useConfirmGuard } from "@/components/ui/use-action";
import type { RolloutView } from "@/lib/contracts/views";

interface AbortAndRollBackProps {
  action: Action<unknown>;
  /** Null = not known here: the server takes the last good one. */
  lastGood: RolloutView["lastGood"];
}

/** The other step of the ladder: stop it, and go back by itself once it has stopped. */
export function AbortAndRollBack({ action, lastGood }: AbortAndRollBackProps) {
  const isArmed = useConfirmGuard();
  const { phase } = action.state;
  const target = lastGood ? ` to #${lastGood.number} ${lastGood.revision.slice(0, 7)}` : "";
  return (
    <>
      {phase === "failed" && (
        <p role="alert" className="text-fail">
          {action.state.phase === "failed" && action.state.error.message} Press again to retry.
        </p>
      )}
      <ActButton
        needs="deploy"
        look="danger"
        onClick={() => {
          if (isArmed() && phase !== "sending") action.run();
        }}
        onKeyDown={ignoreRepeat}
        aria-disabled={phase === "sending"}
        className="max-sm:min-h-14!"
      >
        {phase === "sending" ? "Aborting…" : `Abort and roll back${target}`}
      </ActButton>
    </>
  );
}
