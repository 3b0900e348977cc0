"use client";

import { useMemo } from "react";
import { isWatched, WatchIsOver } from "@/components/canary/watch-is-over";
import { countHosts } from "@/components/rollout/abort-ladder";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { RolloutView } from "@/lib/contracts/views";

interface StopCanaryDialogProps {
  view: RolloutView;
  stage: string;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Judges a stage failed while it is still being watched: asks once, in numbers. */
export function StopCanaryDialog({ view, stage, trigger, onClose }: StopCanaryDialogProps) {
  const { project, number, hosts, toRevision } = view;
  const path = `/api/v1/rollouts/${number}/canary/stop?project=${project}`;
  const action = useAction(
    path,
    useMemo(() => ({ stage }), [stage]),
  );
  const { phase } = action.state;
  useWhenDone(action, onClose);
  if (phase === "idle" && !isWatched(view, stage)) {
    return <WatchIsOver view={view} stage={stage} trigger={trigger} onClose={onClose} />;
  }
  return (
    <Dialog
      role="alertdialog"
      title={`Stop ${stage} of rollout #${number} early?`}
      description={
        <ul className="flex list-disc flex-col gap-1 pl-5">
          <li>{stage} is judged failed now, in your name, and the rollout fails.</li>
          <li>
            {countHosts(hosts.queued)} will not start, {countHosts(hosts.succeeded)}{" "}
            {hosts.succeeded === 1 ? "keeps" : "keep"} {toRevision.slice(0, 7)}.
          </li>
          <li>The automation halts until somebody resumes it.</li>
        </ul>
      }
      trigger={trigger}
      onClose={onClose}
    >
      <ConfirmButtons
        needs="abort"
        action={action}
        confirm="Stop and fail"
        sending="Stopping…"
        cancel="Keep watching"
        look="danger"
        onCancel={onClose}
      />
    </Dialog>
  );
}
