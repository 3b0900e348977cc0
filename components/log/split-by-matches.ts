import type { TextSegment } from "@/lib/domain/log/ansi";

export interface MatchedSegment extends TextSegment {
  isMatch: boolean;
}

/** Cuts the pieces of a line where matches begin and end. A match may span several pieces; each keeps its own look. */
export function splitByMatches(
  segments: readonly TextSegment[],
  matches: readonly [from: number, to: number][],
): MatchedSegment[] {
  const cuts = matches.flat();
  const pieces: MatchedSegment[] = [];
  let offset = 0;
  for (const segment of segments) {
    const end = offset + segment.text.length;
    const borders = [offset, ...cuts.filter((cut) => cut > offset && cut < end), end];
    for (const [index, from] of borders.slice(0, -1).entries()) {
      const text = segment.text.slice(from - offset, (borders[index + 1] ?? end) - offset);
      const isMatch = matches.some(([first, last]) => first <= from && from < last);
      if (text !== "") pieces.push({ ...segment, text, isMatch });
    }
    offset = end;
  }
  return pieces;
}
