"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { describeForceStop } from "@/components/rollout/describe-force-stop";
import type { RolloutSummary } from "@/lib/contracts/views";

interface ForceStopDialogProps {
  rollout: RolloutSummary;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Ends a rollout whose abort nobody obeys, with a reason that stays in its events. */
export function ForceStopDialog({ rollout, trigger, onClose }: ForceStopDialogProps) {
  const { project, number, hosts } = rollout;
  return (
    <ReasonDialog
      needs="deploy"
      title={`Force-stop rollout #${number} of ${project}?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {describeForceStop(hosts).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
      path={`/rollouts/${number}/force-stop?project=${project}`}
      confirm="Force stop"
      sending="Stopping…"
      cancel="Keep waiting"
      look="danger"
      trigger={trigger}
      onClose={onClose}
    />
  );
}
