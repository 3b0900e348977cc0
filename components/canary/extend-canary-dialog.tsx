"use client";

import { useMemo, useState } from "react";
import { isWatched, WatchIsOver } from "@/components/canary/watch-is-over";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/components/ui/time-format";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { RolloutView } from "@/lib/contracts/views";

interface ExtendCanaryDialogProps {
  view: RolloutView;
  stage: string;
  /** When the watch was to end as the dialog was asked for, epoch milliseconds: of two who extend it, one does. */
  end: number;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Has a stage watched longer, by what the project's policy makes a fitting length. */
export function ExtendCanaryDialog({ view, stage, end, trigger, onClose }: ExtendCanaryDialogProps) {
  const [lengths] = useState(view.can.extendCanary.seconds);
  const [seconds, setSeconds] = useState(lengths[0] ?? 0);
  const { project, number } = view;
  const until = new Date(end + seconds * 1000).toISOString();
  const path = `/api/v1/rollouts/${number}/canary/extend?project=${project}`;
  const action = useAction(
    path,
    useMemo(() => ({ stage, until }), [stage, until]),
  );
  const { phase } = action.state;
  useWhenDone(action, onClose);
  if (phase === "idle" && !isWatched(view, stage)) {
    return <WatchIsOver view={view} stage={stage} trigger={trigger} onClose={onClose} />;
  }
  const length = formatDuration(seconds * 1000);
  return (
    <Dialog
      role="alertdialog"
      title={`Watch ${stage} longer?`}
      description={
        <>
          <p>
            It is watched until <Time at={until} relative={false} /> instead of{" "}
            <Time at={new Date(end).toISOString()} relative={false} />, {length} longer. No host changes meanwhile.
          </p>
          <p>Numbers that are bad enough still fail it before that.</p>
        </>
      }
      trigger={trigger}
      onClose={onClose}
    >
      <div className="flex">
        <SegmentedChoice
          label="How much longer"
          value={`${seconds}`}
          options={lengths.map((each) => ({ value: `${each}`, word: formatDuration(each * 1000) }))}
          onChoose={(value) => setSeconds(Number(value))}
        />
      </div>
      <ConfirmButtons
        needs="deploy"
        action={action}
        confirm={`Extend by ${length}`}
        sending="Extending…"
        cancel="Leave it"
        look="primary"
        onCancel={onClose}
      />
    </Dialog>
  );
}
