/** Keeps a number and its unit on one line: "4.2 %", "19 min". */
export function keepUnits(text: string): string {
  return text.replace(/(\d) (?=(%|h|min|s)(\W|$))/g, "$1\u00a0");
}
