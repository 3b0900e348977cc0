/**
 * A command line as its words: parted by spaces, quotes keep them together, a backslash keeps the next character. No
 * shell reads them afterwards. Null when a quote is left open.
 */
export function splitWords(line: string): string[] | null {
  const words: string[] = [];
  const pieces = /\s+|'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)|([^\s'"\\]+)/gy;
  let word: string | null = null;
  let end = 0;
  for (const match of line.matchAll(pieces)) {
    end = match.index + match[0].length;
    const [space, single, double, escaped, plain] = match;
    if (single !== undefined || escaped !== undefined || plain !== undefined) {
      word = (word ?? "") + (single ?? escaped ?? plain);
    } else if (double !== undefined) word = (word ?? "") + double.replace(/\\(["\\$`])/g, "$1");
    else if (space && word !== null) {
      words.push(word);
      word = null;
    }
  }
  if (end < line.length) return null;
  return word === null ? words : [...words, word];
}

/** Which line of commands leaves a quote open, as a sentence; null when none does. */
export function findOpenQuote(text: string): string | null {
  const line = text.split("\n").findIndex((each) => splitWords(each) === null);
  return line < 0 ? null : `Line ${line + 1}: a quote is left open.`;
}
