"use client";

import { type ReactNode, type RefObject, useEffect, useId, useRef } from "react";
import { dodgeTrigger } from "@/components/ui/dodge-trigger";
import { useConfirmGuard } from "@/components/ui/use-action";

interface DialogProps {
  title: ReactNode;
  /** Read together with the title when the dialog opens. */
  description: ReactNode;
  /** "alertdialog" when it interrupts to ask for a decision. */
  role?: "dialog" | "alertdialog";
  /** The control that opened it: focus returns there, and what confirms must not lie on top of it. */
  trigger: HTMLElement | null;
  onClose: () => void;
  children: ReactNode;
}

/** A modal dialog: the browser traps focus, Esc closes, focus goes back to the trigger. A sheet at the bottom on phones. */
export function Dialog({ title, description, role = "dialog", trigger, onClose, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isArmed = useConfirmGuard();
  useModal(dialog, trigger);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc, the keyboard's way to close, is the dialog's own.
    <dialog
      ref={dialog}
      role={role}
      aria-modal="true"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onMouseDown={(event) => {
        // The second half of a double click on the trigger must not take the focus from the harmless button.
        if (!isArmed()) event.preventDefault();
      }}
      onClick={(event) => {
        if (event.target === dialog.current && role === "dialog") onClose();
      }}
      className="sheet m-auto max-h-[90dvh] w-[min(560px,100vw-32px)] overflow-y-auto overscroll-contain rounded-card border border-hairline bg-surface p-0 text-ink shadow-2xl max-sm:mb-0 max-sm:w-full max-sm:max-w-full max-sm:rounded-b-none"
    >
      <div className="flex flex-col gap-4 p-6 max-sm:p-4">
        <h2 id={`${id}-title`} className="text-section font-semibold text-balance">
          {title}
        </h2>
        <div id={`${id}-description`} className="flex max-w-[72ch] flex-col gap-2 text-body">
          {description}
        </div>
        {children}
      </div>
    </dialog>
  );
}

function useModal(dialog: RefObject<HTMLDialogElement | null>, trigger: HTMLElement | null): void {
  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    element.showModal();
    element.querySelector<HTMLElement>("[data-first-focus]")?.focus();
    const confirm = element.querySelector<HTMLElement>("[data-confirm]");
    if (confirm && trigger) {
      const shift = dodgeTrigger(trigger.getBoundingClientRect(), confirm.getBoundingClientRect(), window.innerHeight);
      if (shift !== 0) element.style.translate = `0 ${shift}px`;
    }
    return () => {
      element.close();
      trigger?.focus();
    };
  }, [dialog, trigger]);
}
