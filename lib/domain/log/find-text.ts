/** Where a text stands in a line: [from, to) pairs in order, without overlap. */
export function findText(line: string, wanted: string, matchCase: boolean): [from: number, to: number][] {
  const hay = matchCase ? line : line.toLowerCase();
  const needle = matchCase ? wanted : wanted.toLowerCase();
  // A few letters change length when lowered; then positions would lie, so the whole line stands for its match.
  if (hay.length !== line.length) return hay.includes(needle) ? [[0, line.length]] : [];
  const found: [number, number][] = [];
  for (let at = hay.indexOf(needle); at >= 0; at = hay.indexOf(needle, at + needle.length)) {
    found.push([at, at + needle.length]);
  }
  return found;
}
