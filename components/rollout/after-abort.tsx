"use client";

import { AbortReason } from "@/components/rollout/abort-reason";
import { ForceStop } from "@/components/rollout/force-stop";
import type { RolloutSummary } from "@/lib/contracts/views";

/** What a person can say and do once an abort is accepted; `mine`: it is theirs, and nobody has asked them why. */
export function AfterAbort({ rollout, mine }: { rollout: RolloutSummary; mine: boolean }) {
  return (
    <>
      {mine && <AbortReason project={rollout.project} number={rollout.number} />}
      <ForceStop rollout={rollout} />
    </>
  );
}
