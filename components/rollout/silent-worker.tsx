import { ForceStop } from "@/components/rollout/force-stop";
import { Glyph } from "@/components/ui/glyph";
import { Time } from "@/components/ui/time";
import type { RolloutSummary } from "@/lib/contracts/views";

/** That nobody is heard of who works on a rollout, and what a person can do who has aborted it. */
export function SilentWorker({ rollout, since }: { rollout: RolloutSummary; since: string }) {
  return (
    <>
      <p
        role="status"
        data-state="unknown"
        className="flex items-center gap-2 rounded-card border border-idle bg-idle-soft p-3"
      >
        <Glyph code="unknown" />
        <span>
          <strong>No worker has been heard of</strong> since <Time at={since} />. What runs on the hosts is not known
          until another one takes over.
        </span>
      </p>
      {rollout.abort && <ForceStop rollout={rollout} />}
    </>
  );
}
