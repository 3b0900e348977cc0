"use client";

import { useEffect, useMemo, useState } from "react";
import { RequiredField, toContexts } from "@/components/settings/required-field";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction } from "@/components/ui/use-action";
import type { SourceView } from "@/lib/contracts/intake-views";

interface EditRequiredDialogProps {
  source: SourceView;
  trigger: HTMLElement | null;
  onDone: (changed: SourceView) => void;
  onClose: () => void;
}

/** Says anew which tests of a sender must have passed. */
export function EditRequiredDialog({ source, trigger, onDone, onClose }: EditRequiredDialogProps) {
  const [text, setText] = useState(source.requiredContexts.join("\n"));
  const body = useMemo(() => ({ requiredContexts: toContexts(text) }), [text]);
  const { state, ...action } = useAction<SourceView>(`/api/v1/sources/${encodeURIComponent(source.key)}`, body);
  useEffect(() => {
    if (state.phase === "done") onDone(state.answer);
  }, [state, onDone]);
  return (
    <Dialog
      title={`Which tests of ${source.name} must have passed?`}
      description="It counts at once, for commits that wait now too."
      trigger={trigger}
      onClose={onClose}
    >
      <RequiredField text={text} onChange={setText} />
      <ConfirmButtons
        needs="configure"
        action={{ state, ...action }}
        confirm={body.requiredContexts.length === 0 ? "Require none of it" : "Save"}
        sending="Saving…"
        cancel="Keep as it is"
        look="primary"
        onCancel={onClose}
      />
    </Dialog>
  );
}
