"use client";

import { currentStage } from "@/components/rollout/rollout-progress";
import { Button } from "@/components/ui/button";
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
      <div className="flex justify-end">
        <Button data-first-focus="" onClick={onClose} className="max-sm:min-h-14 max-sm:w-full">
          Close
        </Button>
      </div>
    </Dialog>
  );
}
