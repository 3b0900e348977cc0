"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { isTyping } from "@/components/shell/use-key";
import { Countdown } from "@/components/ui/countdown";
import { noticeClass } from "@/components/ui/notice-class";

/** How long a result stays; ms. */
const toastTime = 10_000;

interface ToastProps {
  /** Names what is told: something else has its own time. */
  about: string;
  /** Until somebody closes it. */
  stays: boolean;
  /** Where the focus goes when it is in here at the end. */
  home: HTMLElement | null;
  onClose: () => void;
  children: ReactNode;
}

/**
 * Tells the result of an act that asked nothing, at the bottom of the page. It never takes the focus by itself, and does
 * not go while a pointer or the focus is on it.
 */
export function Toast({ about, stays, home, onClose, children }: ToastProps) {
  const box = useRef<HTMLDivElement>(null);
  const [hasPointer, setPointer] = useState(false);
  const [hasFocus, setFocus] = useState(false);
  const close = () => {
    const to = home?.isConnected ? home : document.getElementById("main");
    if (box.current?.contains(document.activeElement)) to?.focus({ preventScroll: true });
    onClose();
  };
  useEscape(close);
  return (
    <div
      ref={box}
      role="status"
      tabIndex={-1}
      onPointerEnter={() => setPointer(true)}
      onPointerLeave={() => setPointer(false)}
      // A button that was clicked keeps the focus, though nobody is at it any more.
      onFocus={(event) => setFocus(event.target.matches(":focus-visible"))}
      onBlur={(event) => setFocus(hasFocus && event.currentTarget.contains(event.relatedTarget))}
      className={`${noticeClass} max-w-[min(40rem,100vw-32px)] animate-[sheet-in_200ms_ease-out] gap-3 py-2 pr-2 pl-4`}
    >
      {children}
      <button
        type="button"
        aria-label="Close"
        onClick={close}
        className="inline-flex min-h-8 min-w-8 items-center justify-center rounded-control text-ink-2 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11"
      >
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" stroke="currentColor" strokeWidth="1.6">
          <path d="M2 2l8 8m0-8-8 8" />
        </svg>
      </button>
      {!stays && <Countdown key={about} time={toastTime} isStopped={hasPointer || hasFocus} onEnd={close} />}
    </div>
  );
}

/** Esc closes it from wherever it is pressed, unless it belongs to something else. */
function useEscape(close: () => void): void {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented && !isTyping(event)) latest.current();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
