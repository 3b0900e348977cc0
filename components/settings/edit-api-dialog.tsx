"use client";

import { useEffect, useMemo, useState } from "react";
import { type ApiDraft, ApiFields, emptyApi, findApiProblem, toApiBody } from "@/components/settings/api-fields";
import { ConfirmButtons } from "@/components/ui/confirm-buttons";
import { Dialog } from "@/components/ui/dialog";
import { useAction } from "@/components/ui/use-action";
import type { SourceView } from "@/lib/contracts/intake-views";

interface EditApiDialogProps {
  source: SourceView;
  trigger: HTMLElement | null;
  onDone: (changed: SourceView) => void;
  onClose: () => void;
}

/** Says where a sender can be asked, or that it cannot. */
export function EditApiDialog({ source, trigger, onDone, onClose }: EditApiDialogProps) {
  const [draft, setDraft] = useState<ApiDraft>(
    source.api ? { ...emptyApi, url: source.api.url, repository: source.api.repository } : emptyApi,
  );
  const body = useMemo(() => ({ api: toApiBody(draft) }), [draft]);
  const { state, ...action } = useAction<SourceView>(`/api/v1/sources/${encodeURIComponent(source.key)}`, body);
  useEffect(() => {
    if (state.phase === "done") onDone(state.answer);
  }, [state, onDone]);
  return (
    <Dialog
      title={`Where can ${source.name} be asked?`}
      description="Leave both lines empty when it cannot be asked."
      trigger={trigger}
      onClose={onClose}
    >
      <ApiFields kind={source.kind} draft={draft} hasToken={source.api?.hasToken ?? false} onChange={setDraft} />
      <ConfirmButtons
        needs="configure"
        action={{ state, ...action }}
        confirm={body.api === null ? "Do not ask it" : "Save"}
        sending="Saving…"
        cancel="Keep as it is"
        look="primary"
        blocked={findApiProblem(draft)}
        onCancel={onClose}
      />
    </Dialog>
  );
}
