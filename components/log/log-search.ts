/** What is searched for in the log. */
export interface LogPattern {
  text: string;
  matchCase: boolean;
  /** `text` is a regular expression. */
  isRegex: boolean;
}

/** Where something stands in a text: [from, to) pairs in order, without overlap. */
export type FindMatches = (text: string) => [from: number, to: number][];

/** Characters of a line that a regular expression looks at. */
export const longestText = 2000;

/** How to find a pattern; or why it is none, as a sentence. Of an empty pattern both are null. */
export function compilePattern(pattern: LogPattern): { find: FindMatches | null; error: string | null } {
  if (pattern.text === "") return { find: null, error: null };
  if (!pattern.isRegex) return { find: (text) => findText(text, pattern), error: null };
  try {
    const expression = new RegExp(pattern.text, pattern.matchCase ? "g" : "gi");
    return { find: (text) => findExpression(text, expression), error: null };
  } catch (error) {
    return { find: null, error: `Not a pattern: ${describeSyntaxError(error)}` };
  }
}

function findText(text: string, { text: wanted, matchCase }: LogPattern): [number, number][] {
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

/** A match of nothing, as `x*` has everywhere, is none. */
function findExpression(text: string, expression: RegExp): [number, number][] {
  const matches = text.slice(0, longestText).matchAll(expression);
  return Array.from(matches, (match): [number, number] => [match.index, match.index + match[0].length]).filter(
    ([from, to]) => to > from,
  );
}

/** The browser's reason without its repetition of the pattern. */
function describeSyntaxError(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/^Invalid regular expression: (?:\/.*\/[a-z]*: )?/s, "");
}

/** The hit to go to: the next (or previous) one after `current`, around the end; null when there is none. */
export function stepHit(hits: readonly number[], current: number | null, direction: 1 | -1): number | null {
  if (hits.length === 0) return null;
  if (direction === 1) return hits.find((line) => current === null || line > current) ?? hits[0] ?? null;
  return hits.findLast((line) => current === null || line < current) ?? hits.at(-1) ?? null;
}
