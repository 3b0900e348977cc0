"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import type { NowView } from "@/lib/contracts/views";

interface HaltDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Stops the automation until a person resumes it. */
export function HaltDialog({ view, trigger, onClose }: HaltDialogProps) {
  return (
    <ReasonDialog
      needs="steer"
      title={`Halt the automation of ${view.project}?`}
      description={
        <>
          <p>No rollout starts until a person resumes. A freeze does the same, and ends by itself.</p>
          <p>
            {view.doing
              ? `Rollout #${view.doing.number} is not touched: it goes on to its end.`
              : "No rollout is running."}
          </p>
        </>
      }
      path={`/projects/${view.project}/halt`}
      confirm="Halt"
      sending="Halting…"
      cancel="Do not halt"
      trigger={trigger}
      onClose={onClose}
    />
  );
}
