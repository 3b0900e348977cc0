"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import { describeAfterLift } from "@/components/now/describe-next";
import { Time } from "@/components/ui/time";
import type { NowView } from "@/lib/contracts/views";

interface LiftFreezeDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Ends the freeze before it ends by itself. */
export function LiftFreezeDialog({ view, trigger, onClose }: LiftFreezeDialogProps) {
  const { freeze } = view.automation;
  return (
    <ReasonDialog
      needs="steer"
      title={`Lift the freeze of ${view.project}?`}
      description={
        freeze ? (
          <>
            <p>
              {freeze.by} froze it at <Time at={freeze.since} />: {freeze.reason}
            </p>
            <p>
              It would end by itself at <Time at={freeze.expiresAt} />. {describeAfterLift(view)}
            </p>
          </>
        ) : (
          <p>It has ended already.</p>
        )
      }
      path={`/projects/${view.project}/freezes/lift`}
      confirm="Lift freeze"
      sending="Lifting…"
      cancel="Stay frozen"
      blocked={freeze ? null : "The freeze has ended."}
      trigger={trigger}
      onClose={onClose}
    />
  );
}
