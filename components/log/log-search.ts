import { plainText } from "@/components/log/ansi";
import type { LogLine } from "@/lib/contracts/views";

/** Whether a line's visible text contains `query`, letter case aside. */
export function lineMatches(line: LogLine, query: string): boolean {
  return query !== "" && plainText(line.text).toLowerCase().includes(query.toLowerCase());
}

/** Where `query` stands in `text`, letter case aside: [from, to) pairs without overlap. */
export function findMatches(text: string, query: string): [from: number, to: number][] {
  if (query === "") return [];
  const hay = text.toLowerCase();
  const needle = query.toLowerCase();
  // A few letters change length when lowered; then positions would lie, so only the line is marked.
  if (hay.length !== text.length) return [];
  const found: [number, number][] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    found.push([at, at + needle.length]);
  }
  return found;
}

/** The hit to go to: the next (or previous) one after `current`, around the end; null when there is none. */
export function stepHit(hits: readonly number[], current: number | null, direction: 1 | -1): number | null {
  if (hits.length === 0) return null;
  if (direction === 1) return hits.find((line) => current === null || line > current) ?? hits[0] ?? null;
  return hits.findLast((line) => current === null || line < current) ?? hits.at(-1) ?? null;
}
