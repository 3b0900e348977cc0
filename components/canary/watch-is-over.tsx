"use client";

import { currentStage } from "@/components/rollout/rollout-progress";
import { CloseButton } from "@/components/ui/close-button";
import { Dialog } from "@/components/ui/dialog";
import type { RolloutView } from "@/lib/contracts/views";

/** Whether this stage, and no later one, is still being watched. */
export function isWatched(view: RolloutView, stage: string): boolean {
  return view.can.stopCanary.ok && currentStage(view)?.name === stage;
}

interface WatchIsOverProps {
  view: RolloutView;
  stage: string;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** The judge, or a colleague, was first: says what came of it instead of asking. */
export function WatchIsOver({ view, stage, trigger, onClose }: WatchIsOverProps) {
  return (
    <Dialog
      role="alertdialog"
      title={`${stage} is not being watched any more`}
      description={<p>{view.sentence}</p>}
      trigger={trigger}
      onClose={onClose}
    >
      <CloseButton onClose={onClose} />
    </Dialog>
  );
}
