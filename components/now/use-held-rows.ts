"use client";

import { type FocusEvent, type RefObject, useEffect, useReducer, useRef } from "react";
import { holdRows, type ShownRow } from "@/components/now/hold-rows";

interface HeldRows<Commit> {
  rows: ShownRow<Commit>[];
  /** How many are not shown, because somebody is at the list. */
  newer: number;
  /** Shows them all the same. */
  showNewer: () => void;
  /** For the box around the list and what belongs to it. */
  box: {
    ref: RefObject<HTMLDivElement | null>;
    /** It takes the focus of what was pressed in it and is gone. */
    tabIndex: -1;
    onPointerLeave: () => void;
    onBlur: (event: FocusEvent) => void;
  };
}

/**
 * Holds the rows still while a pointer is over them or the focus is in them.
 * @param filter what the list is narrowed to: another one shows another list
 */
export function useHeldRows<Commit extends { sha: string }>(
  live: Parameters<typeof holdRows<Commit>>[1],
  filter: string,
): HeldRows<Commit> {
  const box = useRef<HTMLDivElement>(null);
  const painted = useRef<{ rows: ShownRow<Commit>[]; filter: string } | null>(null);
  const [, paint] = useReducer((count: number) => count + 1, 0);
  const isHeld = painted.current?.filter === filter && isAt(box.current);
  const held = holdRows(isHeld ? (painted.current?.rows ?? null) : null, live);
  useEffect(() => {
    painted.current = { rows: held.rows, filter };
  });
  return {
    ...held,
    showNewer() {
      painted.current = null;
      paint();
    },
    box: {
      ref: box,
      tabIndex: -1,
      onPointerLeave: paint,
      onBlur(event) {
        if (!event.currentTarget.contains(event.relatedTarget)) paint();
      },
    },
  };
}

/** The focus on the box itself is at no row. Where fingers point, they leave a hover behind where they tapped. */
function isAt(box: HTMLElement | null): boolean {
  if (box === null) return false;
  const focused = document.activeElement?.parentElement ?? null;
  return box.contains(focused) || (matchMedia("(hover: hover)").matches && box.matches(":hover"));
}
