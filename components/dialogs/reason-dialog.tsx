"use client";

import { type ReactNode, useState } from "react";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { checkReason, ReasonField } from "@/components/ui/reason-field";
import { useAction, useWhenDone } from "@/components/ui/use-action";
import type { Permission } from "@/lib/domain/access/permissions";

interface ReasonDialogProps {
  /** What a person must be allowed to do. */
  needs: Permission;
  title: string;
  /** What happens, in numbers where there are any. */
  description: ReactNode;
  /** Where the wish goes, below `/api/v1`. */
  path: string;
  /** What it says besides the reason. */
  body?: object;
  confirm: string;
  /** While the server has not answered. */
  sending: string;
  cancel: string;
  look?: "primary" | "danger";
  /** Why it cannot be confirmed, apart from the reason. */
  blocked?: string | null;
  trigger: HTMLElement | null;
  onClose: () => void;
  /** What follows once it is done; left out = the dialog closes. */
  onDone?: () => void;
  /** Further choices, above the reason. */
  children?: ReactNode;
}

/** Asks for a reason, which the record keeps, and does one thing. */
export function ReasonDialog({
  title,
  description,
  path,
  body = {},
  blocked = null,
  look = "primary",
  ...props
}: ReasonDialogProps) {
  const { needs, trigger, onClose, onDone = onClose, children, confirm, sending, cancel } = props;
  const [reason, setReason] = useState("");
  const action = useAction(`/api/v1${path}`, { ...body, reason: reason.trim() });
  useWhenDone(action, onDone);
  return (
    <Dialog role="alertdialog" title={title} description={description} trigger={trigger} onClose={onClose}>
      {children}
      <ReasonField value={reason} onChange={setReason} />
      <ConfirmButtons
        needs={needs}
        action={action}
        confirm={confirm}
        sending={sending}
        cancel={cancel}
        look={look}
        blocked={blocked ?? checkReason(reason)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
