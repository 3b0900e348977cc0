/** Words by which a line says that something went wrong. The first also ends names such as "ConnectionError". */
const errorWords = /(?:error|exception)s?\b|\b(?:fatal|panic|traceback|failed|failure|refused|denied|killed)\b/i;
/** Said of a good end: "0 errors", "no failures", "failed: 0". */
const nothingWrong =
  /\b(?:0|no|without) (?:errors?|exceptions?|failed|failures?)\b|\b(?:errors?|failed|failures?)[:=] ?0\b/gi;

/** Whether a line's visible text tells of an error. Where it was written tells less: many programs report on stderr. */
export function isErrorText(text: string): boolean {
  return errorWords.test(text) && errorWords.test(text.replace(nothingWrong, ""));
}
