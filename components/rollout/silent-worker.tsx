import { LateAfterAbort } from "@/components/rollout/late-after-abort";
import { Glyph } from "@/components/ui/glyph";
import { LatePart } from "@/components/ui/late-part";
import { Time } from "@/components/ui/time";
import type { RolloutSummary } from "@/lib/contracts/views";

/** That nobody is heard of who works on a rollout, as long as that is so, and what a person can do who has aborted it. */
export function SilentWorker({ rollout }: { rollout: RolloutSummary }) {
  const { workerSilentSince, abort } = rollout;
  if (workerSilentSince === null) return null;
  return (
    <>
      <p
        role="status"
        data-state="unknown"
        className="flex items-center gap-2 rounded-card border border-idle bg-idle-soft p-3"
      >
        <Glyph code="unknown" />
        <span>
          <strong>No worker has been heard of</strong> since <Time at={workerSilentSince} />. What runs on the hosts is
          not known until another one takes over.
        </span>
      </p>
      {abort && (
        <LatePart>
          <LateAfterAbort rollout={rollout} />
        </LatePart>
      )}
    </>
  );
}
