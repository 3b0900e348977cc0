/** What makes patterns try again and again, when a line is made of nothing else. */
export const pieces = [
  "a",
  "1",
  " ",
  "/",
  "\n",
  "\t",
  "\\",
  '"',
  "'",
  "@",
  ".",
  "://",
  "https://a",
  "https://a:",
  "?token",
  "&password=",
  '"token":"',
  "[",
  "srn_",
  "=",
  "a ",
  "a/",
  "a:",
  '\\"secret',
  "Bearer ",
  "1.1.1.1 - - [",
  "\u001b[",
  "\u001b[0;",
  "\u001b]",
  "\u001b[2Ka",
  "\rab",
  "\u202e",
  "unsafe-to-rollback: a ",
  "This reverts commit ",
  'a="',
];

/** Eight times the length takes eight times as long; a busy computer may make it three times that. */
const mostTimes = 3 * 8;

/** What pauses of a busy computer, or one that tidies its memory, add. */
const pauseMs = 1_500;

/**
 * Does the work on longer and longer lines, each eight times the last, up to `longest` characters.
 * @param make a line of so many characters
 * @returns the first length that took more than its share, or null. One that grows with the square takes 64 times as long
 */
export function findUnevenGrowth(
  work: (line: string) => unknown,
  make: (length: number) => string,
  longest = 1_000_000,
): string | null {
  let allowedMs = Number.POSITIVE_INFINITY;
  for (const length of [longest / 64, longest / 8, longest]) {
    const line = make(length);
    let ms = measure(work, line);
    // A pause is no property of the work: it is given another chance.
    for (let again = 0; again < 2 && ms > allowedMs && ms < 2 * allowedMs; again += 1)
      ms = Math.min(ms, measure(work, line));
    if (ms > allowedMs) return `${length} characters took ${Math.round(ms)} ms, not ${Math.round(allowedMs)}`;
    allowedMs = mostTimes * ms + pauseMs;
  }
  return null;
}

/** Nothing but this piece, and at its end what makes whoever looked for the end of the line go back. */
export function repeat(piece: string): (length: number) => string {
  return (length) => `${piece.repeat(Math.ceil(length / piece.length)).slice(0, length - 1)}x`;
}

function measure(work: (line: string) => unknown, line: string): number {
  const start = performance.now();
  work(line);
  return performance.now() - start;
}
