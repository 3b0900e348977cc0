"use client";

import { useEffect, useRef } from "react";
import { usePreferences } from "@/components/shell/preferences-store";

/** Whether a key press belongs to a field, a dialog, a menu or a shortcut of the browser. */
export function isTyping(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return true;
  const target = event.target;
  const takers = "input, textarea, select, [contenteditable], dialog, [role=menu]";
  return target instanceof HTMLElement && target.closest(takers) !== null;
}

/** Runs `act` when `key` (as KeyboardEvent.key) is pressed, unless a person types or has turned single keys off. */
export function useKey(key: string, act: (event: KeyboardEvent) => void, enabled = true): void {
  const { keys } = usePreferences();
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    if (!enabled || !keys) return;
    const press = (event: KeyboardEvent) => {
      if (event.key !== key || event.repeat || isTyping(event)) return;
      event.preventDefault();
      latest.current(event);
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [key, enabled, keys]);
}
