import { findText } from "@/lib/domain/log/find-text";

/** What is searched for in the log. */
export interface LogPattern {
  text: string;
  matchCase: boolean;
  /** `text` is a regular expression. */
  isRegex: boolean;
}

/** Where something stands in a text: [from, to) pairs in order, without overlap. */
export type FindMatches = (text: string) => [from: number, to: number][];

/** How to find a pattern; or why it is none, as a sentence. */
export type CompiledPattern = { find: FindMatches; error: null } | { find: null; error: string };

/** How to find a plain text. */
export function compileText({ text, matchCase }: Omit<LogPattern, "isRegex">): FindMatches {
  return (line) => findText(line, text, matchCase);
}

/** The hit to go to: the next (or previous) one after `current`, around the end; null when there is none. */
export function stepHit(hits: readonly number[], current: number | null, direction: 1 | -1): number | null {
  if (hits.length === 0) return null;
  if (direction === 1) return hits.find((line) => current === null || line > current) ?? hits[0] ?? null;
  return hits.findLast((line) => current === null || line < current) ?? hits.at(-1) ?? null;
}
