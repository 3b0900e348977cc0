"use client";

import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { usePreferences } from "@/components/shell/preferences-store";
import { placeBelow } from "@/components/ui/place-below";
import { formatAbsolute, formatZone } from "@/components/ui/time-format";

interface TimeTipProps {
  /** ISO time. */
  at: string;
  children: ReactNode;
}

/**
 * A moment that tells more about itself on hover and on focus: date and clock in both zones, and the ISO form. The tip
 * stays while the pointer is on it, so that it can be read and copied; Esc takes it away.
 */
export function TimeTip({ at, children }: TimeTipProps) {
  const [isShown, setShown] = useState(false);
  const id = useId();
  const anchor = useRef<HTMLTimeElement>(null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only shows the tip, which focus does too.
    <span
      onPointerEnter={(event) => event.pointerType === "mouse" && setShown(true)}
      onPointerLeave={() => setShown(anchor.current === document.activeElement)}
      onBlur={() => setShown(false)}
    >
      <time
        ref={anchor}
        dateTime={at}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what hover tells must be told to the keyboard too.
        tabIndex={0}
        aria-describedby={isShown ? id : undefined}
        onFocus={() => setShown(true)}
        className="whitespace-nowrap"
      >
        {children}
      </time>
      {isShown && <Tip id={id} at={at} anchor={anchor.current} onDismiss={() => setShown(false)} />}
    </span>
  );
}

interface TipProps {
  id: string;
  at: string;
  anchor: HTMLElement | null;
  onDismiss: () => void;
}

/** In the top layer, so that no box it stands in can cut it off. */
function Tip({ id, at, anchor, onDismiss }: TipProps) {
  const { localZone } = usePreferences();
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
  const ms = Date.parse(at);
  const zones = localZone === "UTC" ? ["UTC"] : [localZone, "UTC"];
  return (
    <span
      ref={tip}
      id={id}
      role="tooltip"
      popover="manual"
      className="fixed inset-auto m-0 rounded-control border border-edge bg-surface px-3 py-2 text-left text-meta font-normal whitespace-nowrap text-ink shadow-lg select-text"
    >
      {zones.map((zone) => (
        <span key={zone} className="block">
          {formatAbsolute(ms, 0, zone)} <span className="text-ink-2">{formatZone(ms, zone)}</span>
        </span>
      ))}
      <span className="block font-mono">{at}</span>
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
