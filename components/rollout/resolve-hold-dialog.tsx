"use client";

import { useMemo, useState } from "react";
import { countHosts } from "@/components/rollout/abort-ladder";
import { currentStage } from "@/components/rollout/rollout-progress";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { RolloutView } from "@/lib/contracts/views";

export type HoldAction = "continue" | "extend" | "fail";

interface ResolveHoldDialogProps {
  view: RolloutView;
  action: HoldAction;
  trigger: HTMLElement | null;
  onClose: () => void;
}

const wording = {
  continue: { title: "Continue without a verdict?", confirm: "Continue", sending: "Continuing…" },
  extend: { title: "Watch longer?", confirm: "Extend", sending: "Extending…" },
  fail: { title: "Fail this rollout?", confirm: "Fail rollout", sending: "Failing…" },
} as const satisfies Record<HoldAction, { title: string; confirm: string; sending: string }>;

/** Decides a held rollout, with a reason that stays in its events. */
export function ResolveHoldDialog({ view, action: choice, trigger, onClose }: ResolveHoldDialogProps) {
  const [reason, setReason] = useState("");
  const body = useMemo(() => ({ action: choice, reason: reason.trim() }), [choice, reason]);
  const action = useAction(`/api/v1/rollouts/${view.number}/resolve?project=${view.project}`, body);
  useWhenDone(action, onClose);
  const { title, confirm, sending } = wording[choice];
  return (
    <Dialog
      role="alertdialog"
      title={title}
      description={<Effects view={view} choice={choice} />}
      trigger={trigger}
      onClose={onClose}
    >
      <ReasonField value={reason} onChange={setReason} />
      <ConfirmButtons
        needs={choice === "continue" ? "override" : "deploy"}
        action={action}
        confirm={confirm}
        sending={sending}
        cancel="Not now"
        look={choice === "fail" ? "danger" : "primary"}
        blocked={checkReason(reason)}
        onCancel={onClose}
      />
    </Dialog>
  );
}

function Effects({ view, choice }: { view: RolloutView; choice: HoldAction }) {
  const stage = currentStage(view)?.name ?? "the stage";
  const { queued, succeeded } = view.hosts;
  if (choice === "extend")
    return <p>The numbers of {stage} are watched longer and judged again. No host changes meanwhile.</p>;
  if (choice === "continue") {
    return (
      <p>
        {stage} counts as passed.{" "}
        {queued > 0
          ? `The next stage starts to deploy ${view.toRevision.slice(0, 7)}; ${countHosts(queued)} in all ${queued === 1 ? "is" : "are"} left.`
          : "The rollout is done."}
      </p>
    );
  }
  return (
    <p>
      {countHosts(queued)} will not start, {countHosts(succeeded)} keep {view.toRevision.slice(0, 7)}, and the
      automation halts.
    </p>
  );
}
