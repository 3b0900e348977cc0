"use client";

import { type RefObject, useEffect, useLayoutEffect, useMemo, useReducer, useState } from "react";
import {
  type BlockPlaces,
  blockRows,
  evenPlaces,
  measuredPlaces,
  rowHeight,
  rowTop,
} from "@/components/log/log-blocks";

type Body = RefObject<HTMLDivElement | null>;

const notMeasured: ReadonlyMap<number, number> = new Map();

/** Where the blocks of a log of `rows` rows stand. When long rows wrap, those that are drawn are measured. */
export function useBlockPlaces(body: Body, rows: number, wraps: boolean): BlockPlaces {
  const [heights, setHeights] = useState(notMeasured);
  const places = useMemo(() => (wraps ? measuredPlaces(rows, heights) : evenPlaces(rows)), [rows, wraps, heights]);
  useDrawnAnewOnResize(body, wraps);
  // Any drawing can change a height: lines that come, the time in front of them, the width of the window.
  useLayoutEffect(() => {
    if (!wraps) return;
    const measured = [...drawnBlocks(body)].map((each) => [Number(each.dataset.block), each.offsetHeight] as const);
    if (measured.some(([block, height]) => heights.get(block) !== height)) {
      setHeights(new Map([...heights, ...measured]));
    }
  });
  return places;
}

function useDrawnAnewOnResize(body: Body, wraps: boolean): void {
  const [, drawAnew] = useReducer((times: number) => times + 1, 0);
  useEffect(() => {
    if (!wraps || !body.current) return;
    const resized = new ResizeObserver(drawAnew);
    resized.observe(body.current);
    return () => resized.disconnect();
  }, [body, wraps]);
}

/** A row, and where it begins in the log. */
export interface PlacedRow {
  row: number;
  top: number;
}

/** The first row that can be seen. */
export function findFirstRow(body: Body, places: BlockPlaces): PlacedRow {
  const scrollTop = body.current?.scrollTop ?? 0;
  const block = places.blockAt(scrollTop);
  const within = scrollTop - places.topOf(block);
  if (places.isEven) {
    const row = block * blockRows + Math.floor(within / rowHeight);
    return { row, top: rowTop(row, places) };
  }
  const rows = drawnRows(body, block);
  const index = rows.findIndex((row) => row.offsetTop + row.offsetHeight > within);
  const row = block * blockRows + Math.max(0, index);
  return { row, top: findRowTop(body, row, places) };
}

/** Where a row begins: as it is drawn, or where it is to be expected. */
export function findRowTop(body: Body, row: number, places: BlockPlaces): number {
  const block = Math.floor(row / blockRows);
  const drawn = places.isEven ? undefined : drawnRows(body, block)[row % blockRows];
  return drawn ? places.topOf(block) + drawn.offsetTop : rowTop(row, places);
}

function drawnBlocks(body: Body): Iterable<HTMLElement> {
  return body.current?.querySelectorAll<HTMLElement>("[data-block]") ?? [];
}

function drawnRows(body: Body, block: number): HTMLElement[] {
  return [...(body.current?.querySelector(`[data-block="${block}"]`)?.children ?? [])] as HTMLElement[];
}
