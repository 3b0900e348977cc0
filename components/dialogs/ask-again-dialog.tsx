"use client";

import { ReasonDialog } from "@/components/dialogs/reason-dialog";
import type { NowView } from "@/lib/contracts/views";

interface AskAgainDialogProps {
  view: NowView;
  trigger: HTMLElement | null;
  onClose: () => void;
}

/** Takes back a no to what would go next, so that it is proposed again. */
export function AskAgainDialog({ view, trigger, onClose }: AskAgainDialogProps) {
  const declined = view.next.gates.find((gate) => gate.action === "ask-again");
  return (
    <ReasonDialog
      needs="steer"
      title="Ask about this range again?"
      description={
        <>
          {declined && <p>{declined.text}.</p>}
          <p>A rollout of the same commits is proposed again. Nothing starts before a person says yes to it.</p>
        </>
      }
      path={`/projects/${view.project}/ask-again`}
      confirm="Ask again"
      sending="Asking…"
      cancel="Keep the no"
      blocked={declined ? null : "Nobody has said no to what would go next."}
      trigger={trigger}
      onClose={onClose}
    />
  );
}
