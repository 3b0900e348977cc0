"use client";

import type { KeyboardEvent, ReactNode } from "react";
import { useRefusal } from "@/components/access/use-caller";
import { Button } from "@/components/ui/button";
import { type Action, useConfirmGuard } from "@/components/ui/use-action";
import type { Permission } from "@/lib/domain/access/permissions";

interface ConfirmButtonsProps {
  /** What a person must be allowed to do. */
  needs: Permission;
  action: Action<unknown>;
  /** The verb, e.g. "Abort now". */
  confirm: ReactNode;
  /** While the server has not answered, e.g. "Aborting…". */
  sending: string;
  cancel: string;
  look: "danger" | "primary";
  /** Why it cannot be confirmed yet; null when it can. */
  blocked?: string | null;
  onCancel: () => void;
  /** Another way to confirm, which goes further. */
  children?: ReactNode;
}

/** Confirm and keep-going buttons of a dialog, and what went wrong if it did. Focus starts on the harmless one. */
export function ConfirmButtons(props: ConfirmButtonsProps) {
  const { action, confirm, sending, cancel, look, onCancel, children } = props;
  const refusal = useRefusal(props.needs);
  const blocked = refusal ?? props.blocked ?? null;
  const isArmed = useConfirmGuard();
  const { state } = action;
  const busy = state.phase === "sending";
  const run = () => {
    if (isArmed() && blocked === null && !busy) action.run();
  };
  return (
    <>
      {state.phase === "failed" && (
        <p role="alert" className="rounded-control border border-fail bg-fail-soft p-3 text-fail">
          <strong>{state.error.message}</strong> Nothing else was done. Retry asks for the same thing again; it cannot
          happen twice.
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-3 max-sm:flex-col-reverse max-sm:items-stretch">
        {blocked && <p className="mr-auto min-w-0 text-meta text-ink-2 sm:flex-1 sm:basis-32">{blocked}</p>}
        <Button onClick={onCancel} data-first-focus="" className="max-sm:min-h-14! max-sm:whitespace-normal">
          {cancel}
        </Button>
        <Button
          look={look}
          data-confirm=""
          onClick={run}
          onKeyDown={ignoreRepeat}
          aria-disabled={blocked !== null || busy}
          className="max-sm:order-1 max-sm:min-h-14! max-sm:whitespace-normal"
        >
          {busy ? sending : state.phase === "failed" ? "Retry" : confirm}
        </Button>
        {children}
      </div>
    </>
  );
}

/** A held key repeats; only a fresh press may confirm. */
export function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
