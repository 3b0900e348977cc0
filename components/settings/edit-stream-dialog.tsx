"use client";

import { useEffect, useMemo, useState } from "react";
import { draftStream, findStreamProblem, StreamFields, toStreamBody } from "@/components/settings/stream-fields";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction } from "@/components/ui/use-action";
import type { SourceView } from "@/lib/contracts/intake-views";

interface EditStreamDialogProps {
  source: SourceView;
  trigger: HTMLElement | null;
  onDone: (changed: SourceView) => void;
  onClose: () => void;
}

/** Says where a sender's events are listened to, or that they are not. */
export function EditStreamDialog({ source, trigger, onDone, onClose }: EditStreamDialogProps) {
  const [draft, setDraft] = useState(() => draftStream(source.stream));
  const body = useMemo(() => ({ stream: toStreamBody(draft) }), [draft]);
  const { state, ...action } = useAction<SourceView>(`/api/v1/sources/${encodeURIComponent(source.key)}`, body);
  useEffect(() => {
    if (state.phase === "done") onDone(state.answer);
  }, [state, onDone]);
  return (
    <Dialog
      title={`Where is ${source.name} listened to?`}
      description="A worker listens to Gerrit’s stream of events over SSH. Leave every line empty to listen no longer."
      trigger={trigger}
      onClose={onClose}
    >
      <StreamFields draft={draft} onChange={setDraft} />
      <ConfirmButtons
        needs="configure"
        action={{ state, ...action }}
        confirm={body.stream === null ? "Do not listen" : "Save"}
        sending="Saving…"
        cancel="Keep as it is"
        look="primary"
        blocked={findStreamProblem(draft)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
