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

function findText(text: string, wanted: string, matchCase: boolean): [number, number][] {
  const hay = matchCase ? text : text.toLowerCase();
  const needle = matchCase ? wanted : wanted.toLowerCase();
  // A few letters change length when lowered; then positions would lie, so the whole line stands for its match.
  if (hay.length !== text.length) return hay.includes(needle) ? [[0, text.length]] : [];
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
