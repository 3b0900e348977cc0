/**
 * A sentence without the status word that it begins with, for places where the word stands beside it already:
 * "Failed: 5xx 1.9 %" → "5xx 1.9 %". A sentence that says when, as in "Failed at 30 s: …", keeps its beginning.
 */
export function stripStatusWord(sentence: string): string {
  const rest = sentence.replace(/^(Passed|Failed|No verdict|Watching|Needs you|Done): /, "");
  return rest.charAt(0).toUpperCase() + rest.slice(1);
}
