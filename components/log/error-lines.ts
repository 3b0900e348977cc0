/** Words by which a line says that something went wrong. The first also ends names such as "ConnectionError". */
const errorWords = /(?:error|exception)s?\b|\b(?:fatal|panic|traceback|failed|failure|refused|denied|killed)\b/i;
/** Said of a good end: "0 errors", "no failures", "failed: 0". */
const nothingWrong =
  /\b(?:0|no|without) (?:errors?|exceptions?|failed|failures?)\b|\b(?:errors?|failed|failures?)[:=] ?0\b/gi;

/** Whether a line's visible text tells of an error. Where it was written tells less: many programs report on stderr. */
export function isErrorText(text: string): boolean {
  return errorWords.test(text) && errorWords.test(text.replace(nothingWrong, ""));
}

/** Parts of the gutter's height in which an error can be told from its neighbours. */
export const gutterParts = 240;

/** Outline of the marks beside the scrollbar, for a picture `gutterParts` high and 1 wide: one mark per part at most. */
export function gutterOutline(rows: readonly number[], count: number): string {
  if (count === 0) return "";
  const parts = new Set(rows.map((row) => Math.min(gutterParts - 1, Math.floor((row / count) * gutterParts))));
  return [...parts].map((part) => `M0 ${part}h1v1.500h-1z`).join("");
}
