"use client";

import { Time } from "@/components/ui/time";
import type { RolloutSummary } from "@/lib/contracts/views";

/** Who approved a rollout, when and why. */
export function ApprovalLine({ approval }: { approval: RolloutSummary["approval"] }) {
  if (!approval) return null;
  return (
    <p className="text-ink-2">
      Approved by {approval.by} at <Time at={approval.at} />
      {approval.reason ? `: ${approval.reason}` : "."}
    </p>
  );
}
