"use client";

import { useMemo, useState } from "react";
import { describeAfterResume } from "@/components/dialogs/describe-after-resume";
import { describeHalter } from "@/components/shell/describe-halter";
import { CloseButton } from "@/components/ui/close-button";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { Time } from "@/components/ui/time";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { NowView } from "@/lib/contracts/views";

interface ResumeDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/**
 * Lets the automation go on, with a reason. The commit that the automation suspects is marked unless the person says
 * otherwise; what a person has stopped may be as good as any, even the fix, and is marked only when asked for.
 */
export function ResumeDialog({ view, trigger, onClose }: ResumeDialogProps) {
  const { halted } = view.automation;
  const suspect = halted?.suspect ?? null;
  const locked = halted?.lockedCommits ?? 0;
  const [reason, setReason] = useState("");
  const [markBad, setMarkBad] = useState(suspect !== null && halted?.by === null);
  const body = useMemo(
    () => ({ reason: reason.trim(), ...(markBad && suspect ? { markBad: [suspect] } : {}) }),
    [reason, markBad, suspect],
  );
  const action = useAction(`/api/v1/projects/${view.project}/resume`, body);
  const { phase } = action.state;
  useWhenDone(action, onClose);
  if (!halted && phase === "idle") return <ResumedAlready trigger={trigger} onClose={onClose} />;
  return (
    <Dialog
      role="alertdialog"
      title="Resume the automation?"
      description={
        <>
          {halted && (
            <p>
              Halted {describeHalter(halted)} at <Time at={halted.since} />: {halted.reason}
            </p>
          )}
          <p>
            {view.queueTotal} {view.queueTotal === 1 ? "commit waits" : "commits wait"}.{" "}
            {describeAfterResume(view, { isSuspectMarked: markBad })}
          </p>
          {locked > 0 && (
            <p>
              {locked === 1 ? "1 commit that was taken back is" : `${locked} commits that were taken back are`} unlocked
              and may go again.
            </p>
          )}
        </>
      }
      trigger={trigger}
      onClose={onClose}
    >
      {suspect && (
        <label className="flex min-h-8 items-start gap-2">
          <input
            type="checkbox"
            checked={markBad}
            onChange={(event) => setMarkBad(event.target.checked)}
            className="mt-0.5 size-4 shrink-0"
          />
          <span>
            Mark {suspect.slice(0, 7)} as bad
            <span className="block text-meta text-ink-2">
              {markBad
                ? "It does not deploy again, except together with a revert of it."
                : "Not marked: it may deploy again at once."}
            </span>
          </span>
        </label>
      )}
      <ReasonField value={reason} onChange={setReason} />
      <ConfirmButtons
        needs="steer"
        action={action}
        confirm="Resume"
        sending="Resuming…"
        cancel="Stay halted"
        look="primary"
        blocked={checkReason(reason)}
        onCancel={onClose}
      />
    </Dialog>
  );
}

/** Somebody else was first. */
function ResumedAlready({ trigger, onClose }: Pick<ResumeDialogProps, "trigger" | "onClose">) {
  return (
    <Dialog
      role="alertdialog"
      title="The automation runs already"
      description={<p>Somebody has resumed it meanwhile. Nothing is left to do here.</p>}
      trigger={trigger}
      onClose={onClose}
    >
      <CloseButton onClose={onClose} />
    </Dialog>
  );
}
