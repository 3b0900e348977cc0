"use client";

import { useEffect, useMemo, useState } from "react";
import { describeForceStop } from "@/components/rollout/describe-force-stop";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { RolloutSummary } from "@/lib/contracts/views";

interface ForceStopDialogProps {
  rollout: RolloutSummary;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Ends a rollout whose abort nobody obeys, with a reason that stays in its events. */
export function ForceStopDialog({ rollout, trigger, onClose }: ForceStopDialogProps) {
  const { project, number, hosts } = rollout;
  const [reason, setReason] = useState("");
  const body = useMemo(() => ({ reason: reason.trim() }), [reason]);
  const action = useAction(`/api/v1/rollouts/${number}/force-stop?project=${project}`, body);
  const isDone = action.state.phase === "done";
  useEffect(() => {
    if (isDone) onClose();
  }, [isDone, onClose]);
  return (
    <Dialog
      role="alertdialog"
      title={`Force-stop rollout #${number} of ${project}?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-5">
          {describeForceStop(hosts).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
      trigger={trigger}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
      <ConfirmButtons
        needs="deploy"
        action={action}
        confirm="Force stop"
        sending="Stopping…"
        cancel="Keep waiting"
        look="danger"
        blocked={checkReason(reason)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
