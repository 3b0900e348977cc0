"use client";

import { type RefObject, useCallback, useEffect, useLayoutEffect, useReducer, useRef, useState } from "react";
import { countNewRows, type FollowEvent, type FollowState, nextFollowState } from "@/components/log/follow-state";
import { type BlockPlaces, distanceToEnd, scrollTopToCentre } from "@/components/log/log-blocks";
import { Sight } from "@/components/log/sight";
import { findFirstRow, findRowTop, type PlacedRow, useBlockPlaces } from "@/components/log/use-block-places";

interface LogView {
  body: RefObject<HTMLDivElement | null>;
  places: BlockPlaces;
  sight: Sight;
  /** The page has come to life: before, the end is in sight because the log is moved up rather than scrolled. */
  isPlaced: boolean;
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

/** What was so when the view was last moved. */
interface Latest {
  places: BlockPlaces;
  scrollTop: number;
  /** What is being read: it stays where it is on the screen, whatever grows above it. */
  reading: PlacedRow;
}

/** Scrolling and following of a log of `rows` rows. */
export function useLogView(rows: number, wraps: boolean): LogView {
  const body = useRef<HTMLDivElement>(null);
  const places = useBlockPlaces(body, rows, wraps);
  const [sight] = useState(() => new Sight(places));
  const [isPlaced, setPlaced] = useState(false);
  const [state, send] = useReducer(nextFollowState, { following: true, seenRows: 0 } satisfies FollowState);
  const latest = useRef<Latest>({ places, scrollTop: 0, reading: { row: 0, top: 0 } });
  latest.current.places = places;

  const draw = useCallback(() => {
    const element = body.current;
    if (element) sight.see({ scrollTop: element.scrollTop, height: element.clientHeight }, latest.current.places);
  }, [sight]);
  const scrollTo = useCallback(
    (top: number) => {
      const element = body.current;
      if (!element) return;
      element.scrollTop = top;
      // What the page scrolls itself is no wish of the reader.
      latest.current.scrollTop = element.scrollTop;
      draw();
    },
    [draw],
  );
  const keepReading = useCallback(() => {
    const { reading, scrollTop, places } = latest.current;
    const top = findRowTop(body, reading.row, places);
    const moved = top - reading.top;
    latest.current.reading = { row: reading.row, top };
    if (moved === 0) draw();
    else scrollTo(scrollTop + moved);
  }, [draw, scrollTo]);

  useLayoutEffect(() => setPlaced(true), []);
  useLayoutEffect(() => {
    if (!isPlaced) return;
    if (!state.following) return keepReading();
    scrollTo(places.height);
    latest.current.reading = findFirstRow(body, places);
  }, [isPlaced, places, state.following, keepReading, scrollTo]);
  useScrollEvents(body, latest, send, draw);

  return {
    body,
    places,
    sight,
    isPlaced,
    following: state.following,
    newRows: countNewRows(state, rows),
    follow: useCallback(() => send({ type: "resumed" }), []),
    leave: useCallback(() => send({ type: "left", rows: latest.current.places.rows }), []),
    centre: useCallback(
      (row: number) => {
        const { places } = latest.current;
        send({ type: "left", rows: places.rows });
        const top = findRowTop(body, row, places);
        latest.current.reading = { row, top };
        scrollTo(scrollTopToCentre(top, body.current?.clientHeight ?? 0, places));
      },
      [scrollTo],
    ),
  };
}

function useScrollEvents(
  body: RefObject<HTMLDivElement | null>,
  latest: RefObject<Latest>,
  send: (event: FollowEvent) => void,
  draw: () => void,
) {
  useEffect(() => {
    const element = body.current;
    if (!element) return;
    const scrolled = () => {
      const { scrollTop, places } = latest.current;
      const moved = element.scrollTop - scrollTop;
      latest.current.scrollTop = element.scrollTop;
      // Half a pixel is rounding by the browser.
      if (Math.abs(moved) < 1) return;
      draw();
      // What lies around the place is drawn when the reader rests there.
      element.addEventListener("scrollend", draw, { once: true });
      latest.current.reading = findFirstRow(body, places);
      const distance = distanceToEnd({ scrollTop: element.scrollTop, height: element.clientHeight }, places);
      send({ type: "scrolled", direction: moved < 0 ? "up" : "down", distanceToEnd: distance, rows: places.rows });
    };
    const selected = () => {
      const selection = document.getSelection();
      if (selection && !selection.isCollapsed && element.contains(selection.anchorNode)) {
        send({ type: "left", rows: latest.current.places.rows });
      }
    };
    const resized = new ResizeObserver(draw);
    resized.observe(element);
    element.addEventListener("scroll", scrolled, { passive: true });
    document.addEventListener("selectionchange", selected);
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", scrolled);
      element.removeEventListener("scrollend", draw);
      document.removeEventListener("selectionchange", selected);
    };
  }, [body, latest, send, draw]);
}
