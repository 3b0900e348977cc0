"use client";

import { useEffect, useRef, useState } from "react";
import type { LogLines } from "@/components/log/log-lines";
import { lineMatches } from "@/components/log/log-search";
import type { LogLine } from "@/lib/contracts/views";

/** Lines looked through before the page may draw again. */
const slice = 5000;
/** How long typing rests before a search starts; ms. */
const rest = 120;

/** Numbers of the loaded lines that match, in order. New lines are added as they come; a longer look is cut in slices. */
export function useLogSearch(lines: LogLines, version: number, query: string, host: string | null): readonly number[] {
  const [hits, setHits] = useState<readonly number[]>([]);
  const done = useRef({ key: "", held: 0, last: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` tells that `lines`, which stays the same object, has changed.
  useEffect(() => {
    if (query === "") {
      done.current = { key: "", held: 0, last: 0 };
      setHits([]);
      return;
    }
    const key = `${host}\n${query}`;
    const stop = new AbortController();
    const matches = (line: LogLine) => (host === null || line.host === host) && lineMatches(line, query);
    const newLines = lines.total - done.current.last;
    // Only the end grew: look at the new lines alone. Anything else, such as older lines, needs a look at all of them.
    if (done.current.key === key && lines.held - done.current.held === newLines && newLines >= 0) {
      const found = range(lines, done.current.last + 1).filter(matches);
      done.current = { key, held: lines.held, last: lines.total };
      if (found.length > 0) setHits((known) => [...known, ...found.map((line) => line.line)]);
      return;
    }
    const timer = setTimeout(async () => {
      const seen = { key, held: lines.held, last: lines.total };
      const found = await searchInSlices(lines, matches, stop.signal);
      if (!found) return;
      done.current = seen;
      setHits(found);
    }, rest);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [lines, version, query, host]);
  return hits;
}

function range(lines: LogLines, first: number): LogLine[] {
  const found: LogLine[] = [];
  for (let number = first; number <= lines.total; number++) {
    const line = lines.get(number);
    if (line) found.push(line);
  }
  return found;
}

async function searchInSlices(
  lines: LogLines,
  matches: (line: LogLine) => boolean,
  stop: AbortSignal,
): Promise<number[] | null> {
  const found: number[] = [];
  let looked = 0;
  for (const line of lines) {
    if (matches(line)) found.push(line.line);
    if (++looked % slice === 0) await new Promise((resolve) => setTimeout(resolve));
    if (stop.aborted) return null;
  }
  return found;
}
