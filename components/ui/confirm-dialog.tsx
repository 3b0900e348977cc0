"use client";

import { type ReactNode, useEffect, useMemo, useState } from "react";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { TextField } from "@/components/ui/field";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction } from "@/components/ui/use-action";
import type { Permission } from "@/lib/domain/access/permissions";

export interface Confirmation {
  /** What a person must be allowed to do. */
  needs: Permission;
  title: string;
  /** What it leads to. */
  consequence: ReactNode;
  path: string;
  body: object;
  confirm: string;
  sending: string;
  cancel: string;
  look: "danger" | "primary";
  /** A name that has to be typed, for what cannot be taken back. */
  typed?: string;
  /** Whether a reason is asked for, which the record keeps; it goes along in the body. */
  asksReason?: boolean;
}

interface ConfirmDialogProps<Answer> {
  asks: Confirmation;
  trigger: HTMLElement | null;
  onDone: (answer: Answer) => void;
  onClose: () => void;
}

/** Asks before something is done, and does it. */
export function ConfirmDialog<Answer>({ asks, trigger, onDone, onClose }: ConfirmDialogProps<Answer>) {
  const [typed, setTyped] = useState("");
  const [reason, setReason] = useState("");
  const body = useMemo(
    () => (asks.asksReason ? { ...asks.body, reason: reason.trim() } : asks.body),
    [asks.asksReason, asks.body, reason],
  );
  const action = useAction<Answer>(asks.path, body);
  const { state } = action;
  useEffect(() => {
    if (state.phase === "done") onDone(state.answer);
  }, [state, onDone]);
  const isTyped = asks.typed === undefined || typed.trim() === asks.typed;
  const missing = asks.asksReason ? checkReason(reason) : null;
  return (
    <Dialog role="alertdialog" title={asks.title} description={asks.consequence} trigger={trigger} onClose={onClose}>
      {asks.typed !== undefined && (
        <TextField
          label={`Type ${asks.typed} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
      {asks.asksReason && <ReasonField value={reason} onChange={setReason} />}
      <ConfirmButtons
        needs={asks.needs}
        action={action}
        confirm={asks.confirm}
        sending={asks.sending}
        cancel={asks.cancel}
        look={asks.look}
        blocked={isTyped ? missing : `Type ${asks.typed} first.`}
        onCancel={onClose}
      />
    </Dialog>
  );
}
