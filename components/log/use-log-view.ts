"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { countNewRows, type FollowEvent, type FollowState, nextFollowState } from "@/components/log/follow-state";
import {
  type BlockRange,
  distanceToEnd,
  rowHeight,
  scrollTopToCentre,
  visibleBlocks,
} from "@/components/log/log-blocks";

interface LogView {
  body: RefObject<HTMLDivElement | null>;
  blocks: BlockRange;
  following: boolean;
  /** Rows that came since the reader left the end. */
  newRows: number;
  /** Goes to the end and stays there. */
  follow: () => void;
  /** Stops following without moving. */
  leave: () => void;
  /** Brings a row to the middle and stops following. */
  centre: (row: number) => void;
}

/** Scrolling and following of a log of `rows` rows. Only a change of the drawn blocks draws anything anew. */
export function useLogView(rows: number): LogView {
  const body = useRef<HTMLDivElement>(null);
  const [blocks, setBlocks] = useState<BlockRange>(() =>
    visibleBlocks({ scrollTop: Math.max(0, rows * rowHeight - 600), height: 600 }, rows),
  );
  const [state, send] = useReducer(nextFollowState, { following: true, seenRows: 0 } satisfies FollowState);
  const latest = useRef({ rows, top: 0 });
  latest.current.rows = rows;

  const draw = useCallback(() => {
    const element = body.current;
    if (!element) return;
    const next = visibleBlocks({ scrollTop: element.scrollTop, height: element.clientHeight }, latest.current.rows);
    setBlocks((known) => (known.first === next.first && known.last === next.last ? known : next));
  }, []);
  const scrollTo = useCallback(
    (top: number) => {
      const element = body.current;
      if (!element) return;
      element.scrollTop = top;
      // What the page scrolls itself is no wish of the reader.
      latest.current.top = element.scrollTop;
      draw();
    },
    [draw],
  );

  useLayoutEffect(() => {
    if (state.following) scrollTo(rows * rowHeight);
    else draw();
  }, [rows, state.following, scrollTo, draw]);
  useScrollEvents(body, latest, send, draw);

  return {
    body,
    blocks,
    following: state.following,
    newRows: countNewRows(state, rows),
    follow: useCallback(() => send({ type: "resumed" }), []),
    leave: useCallback(() => send({ type: "left", rows: latest.current.rows }), []),
    centre: useCallback(
      (row: number) => {
        send({ type: "left", rows: latest.current.rows });
        scrollTo(scrollTopToCentre(row, body.current?.clientHeight ?? 0, latest.current.rows));
      },
      [scrollTo],
    ),
  };
}

type Latest = RefObject<{ rows: number; top: number }>;

function useScrollEvents(
  body: RefObject<HTMLDivElement | null>,
  latest: Latest,
  send: (event: FollowEvent) => void,
  draw: () => void,
) {
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const scrolled = () => {
      const { top, rows } = latest.current;
      const moved = element.scrollTop - top;
      latest.current.top = element.scrollTop;
      draw();
      // Half a pixel is rounding by the browser.
      if (Math.abs(moved) < 1) return;
      const distance = distanceToEnd({ scrollTop: element.scrollTop, height: element.clientHeight }, rows);
      send({ type: "scrolled", direction: moved < 0 ? "up" : "down", distanceToEnd: distance, rows });
    };
    const selected = () => {
      const selection = document.getSelection();
      if (selection && !selection.isCollapsed && element.contains(selection.anchorNode)) {
        send({ type: "left", rows: latest.current.rows });
      }
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    document.addEventListener("selectionchange", selected);
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", scrolled);
      document.removeEventListener("selectionchange", selected);
    };
  }, [body, latest, send, draw]);
}
