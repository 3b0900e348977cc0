export type DiffLine = { kind: "same" | "removed" | "added"; text: string };

/** A stretch of two texts in which something changed, with the lines around it. */
export type DiffPart = {
  /** Line of the newer text at which it begins, counted from 1. */
  line: number;
  lines: DiffLine[];
};

/** Unchanged lines that are shown before and after a change. */
const around = 3;

/** More pairs of lines than this are not compared: the stretch is told as replaced. A file of a thousand lines fits. */
const mostPairs = 4_000_000;

/** What changed from one text to the next, by lines; the longest row of lines that both have stays. Empty = nothing. */
export function diffLines(before: string, after: string): DiffPart[] {
  return cutParts(compareLines(toLines(before), toLines(after)));
}

/** A line feed ends a line; one that is missing at the end of a text is no change. */
function toLines(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}

function compareLines(before: string[], after: string[]): DiffLine[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = compareMiddle(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  const same = (text: string): DiffLine => ({ kind: "same", text });
  return [...after.slice(0, head).map(same), ...middle, ...after.slice(after.length - tail).map(same)];
}

function compareMiddle(before: string[], after: string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ kind: "removed", text });
  const added = (text: string): DiffLine => ({ kind: "added", text });
  if (before.length * after.length > mostPairs) return [...before.map(removed), ...after.map(added)];
  const common = countCommon(before, after);
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    const [old = "", fresh = ""] = [before[i], after[j]];
    if (old === fresh) {
      lines.push({ kind: "same", text: fresh });
      i++;
      j++;
    } else if (common(i + 1, j) >= common(i, j + 1)) {
      lines.push(removed(old));
      i++;
    } else {
      lines.push(added(fresh));
      j++;
    }
  }
  return [...lines, ...before.slice(i).map(removed), ...after.slice(j).map(added)];
}

/** How many lines, in their order, two texts have in common from these lines on. */
function countCommon(before: string[], after: string[]): (i: number, j: number) => number {
  const width = after.length + 1;
  const counts = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => counts[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      counts[i * width + j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  return at;
}

/** Leaves out what is far from every change. */
function cutParts(lines: DiffLine[]): DiffPart[] {
  const parts: DiffPart[] = [];
  let shownUpTo = 0;
  let number = 1;
  const numbers = lines.map(({ kind }) => (kind === "removed" ? number : number++));
  for (const [index, { kind }] of lines.entries()) {
    if (kind === "same") continue;
    const from = Math.max(index - around, shownUpTo);
    const until = Math.min(index + around + 1, lines.length);
    const last = parts.at(-1);
    if (last && from === shownUpTo) last.lines.push(...lines.slice(from, until));
    else parts.push({ line: numbers[from] ?? 1, lines: lines.slice(from, until) });
    shownUpTo = until;
  }
  return parts;
}
