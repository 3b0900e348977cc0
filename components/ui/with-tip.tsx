"use client";

import { type ReactNode, type RefObject, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { placeBelow } from "@/components/ui/place-below";

/** What the thing that has a tip must take on. */
export interface TipAnchor<Element extends HTMLElement> {
  ref: RefObject<Element | null>;
  "aria-describedby": string | undefined;
  onFocus: () => void;
}

interface WithTipProps<Element extends HTMLElement> {
  tip: ReactNode;
  /** Further classes of the tip, such as a width. */
  className?: string;
  children: (anchor: TipAnchor<Element>) => ReactNode;
}

/**
 * Something that tells more about itself on hover and on focus. The tip stays while the pointer is on it, so that it can
 * be read and copied; Esc takes it away.
 */
export function WithTip<Element extends HTMLElement>({ tip, className = "", children }: WithTipProps<Element>) {
  const [isShown, setShown] = useState(false);
  const id = useId();
  const ref = useRef<Element>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only shows the tip, which focus does too.
    <span
      onPointerEnter={(event) => event.pointerType === "mouse" && setShown(true)}
      onPointerLeave={() => setShown(ref.current === document.activeElement)}
      onBlur={() => setShown(false)}
    >
      {children({ ref, "aria-describedby": isShown ? id : undefined, onFocus: () => setShown(true) })}
      {isShown && (
        <Tip id={id} anchor={ref.current} className={className} onDismiss={() => setShown(false)}>
          {tip}
        </Tip>
      )}
    </span>
  );
}

interface TipProps {
  id: string;
  anchor: HTMLElement | null;
  className: string;
  onDismiss: () => void;
  children: ReactNode;
}

/** In the top layer, so that no box it stands in can cut it off. */
function Tip({ id, anchor, className, onDismiss, children }: TipProps) {
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const place = () => tip.current && anchor && placeBelow(tip.current, anchor);
    tip.current?.showPopover?.();
    place();
    // Reaching it by keyboard scrolls the page a moment later.
    addEventListener("scroll", place, true);
    return () => removeEventListener("scroll", place, true);
  }, [anchor]);
  useDismissal(onDismiss);
  return (
    <span
      ref={tip}
      id={id}
      role="tooltip"
      popover="manual"
      className={`fixed inset-auto m-0 rounded-control border border-edge bg-surface px-3 py-2 text-left text-meta font-normal text-ink shadow-lg select-text ${className}`}
    >
      {children}
    </span>
  );
}

/** Esc takes the tip away and does nothing else, such as closing a dialog. */
function useDismissal(onDismiss: () => void): void {
  const latest = useRef(onDismiss);
  latest.current = onDismiss;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      latest.current();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, []);
}
