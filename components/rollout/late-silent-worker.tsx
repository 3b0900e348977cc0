import { lazy } from "react";
import { LatePart } from "@/components/ui/late-part";
import type { RolloutSummary } from "@/lib/contracts/views";

/** Workers are seldom silent, so what is said then is a file of its own. */
const SilentWorker = lazy(async () => ({
  default: (await import("@/components/rollout/silent-worker")).SilentWorker,
}));

export function LateSilentWorker({ rollout }: { rollout: RolloutSummary }) {
  const since = rollout.workerSilentSince;
  return (
    since && (
      <LatePart>
        <SilentWorker rollout={rollout} since={since} />
      </LatePart>
    )
  );
}
