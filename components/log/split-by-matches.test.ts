import { expect, test } from "vitest";
import { splitByMatches } from "@/components/log/split-by-matches";
import { parseAnsi } from "@/lib/domain/log/ansi";

const split = (line: string, matches: [number, number][]) =>
  splitByMatches(parseAnsi(line), matches).map(({ text, color, isMatch }) => [text, color, isMatch]);

test("cuts before and after a match, also at the ends", () => {
  expect(
    split("error: error", [
      [0, 5],
      [7, 12],
    ]),
  ).toEqual([
    ["error", null, true],
    [": ", null, false],
    ["error", null, true],
  ]);
});

test("a match across colours is marked in each of them", () => {
  expect(split("an \u001b[31merr\u001b[0mor!", [[3, 8]])).toEqual([
    ["an ", null, false],
    ["err", 1, true],
    ["or", null, true],
    ["!", null, false],
  ]);
});

test("without a match every piece stays whole", () => {
  expect(split("fine", [])).toEqual([["fine", null, false]]);
  expect(split("", [])).toEqual([]);
});
