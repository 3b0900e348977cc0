"use client";

import { type ReactNode, useRef, useState } from "react";
import { AbortDialog } from "@/components/rollout/abort-dialog";
import { useKey } from "@/components/shell/use-key";
import type { RolloutSummary } from "@/lib/contracts/views";
import { allowedEvents } from "@/lib/domain/rollout/transitions";

interface AbortControls {
  /** The button in its fixed place; null when there is nothing to abort. */
  button: ReactNode;
  /** Render it once, where it stays mounted after the rollout has ended. */
  dialog: ReactNode;
}

/** The Abort button of a page, its dialog and its key. The dialog stays when the rollout ends under it. */
export function useAbortDialog(rollout: RolloutSummary | null): AbortControls {
  const trigger = useRef<HTMLButtonElement>(null);
  const [asked, setAsked] = useState<RolloutSummary | null>(null);
  const offered =
    rollout !== null && (allowedEvents(rollout.state).includes("abortRequested") || rollout.state === "aborting");
  useKey("A", () => setAsked(rollout), offered && asked === null);
  const close = () => setAsked(null);
  return {
    button: offered ? <AbortButton trigger={trigger} rollout={rollout} onAsk={() => setAsked(rollout)} /> : null,
    dialog: asked && <AbortDialog rollout={asked} trigger={trigger.current} onClose={close} />,
  };
}

interface AbortButtonProps {
  trigger: React.RefObject<HTMLButtonElement | null>;
  rollout: RolloutSummary;
  onAsk: () => void;
}

/** On phones it is the bar at the bottom, where the thumb is; nothing harmless lies near it anywhere. */
function AbortButton({ trigger, rollout, onAsk }: AbortButtonProps) {
  const requested = rollout.abort !== null;
  return (
    <div className="max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:z-30 max-sm:flex max-sm:h-18 max-sm:items-center max-sm:border-t max-sm:border-hairline max-sm:bg-surface max-sm:px-4 sm:ml-12">
      <button
        ref={trigger}
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Shift+A"
        onClick={onAsk}
        className={`inline-flex min-h-10 items-center justify-center gap-2 rounded-control px-4 font-semibold whitespace-nowrap max-sm:min-h-14 max-sm:w-full ${
          requested
            ? "border border-edge bg-surface text-ink"
            : "border border-danger bg-danger text-white hover:brightness-110"
        }`}
      >
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <rect width="12" height="12" rx="1.500" fill="currentColor" />
        </svg>
        {requested ? "Aborting…" : "Abort…"}
        <span className="sr-only"> rollout #{rollout.number}</span>
      </button>
    </div>
  );
}
