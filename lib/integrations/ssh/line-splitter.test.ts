import { expect, test } from "vitest";
import { LineSplitter, maximumLineLength } from "./line-splitter";

function split(chunks: (string | Buffer)[]): string[] {
  const seen: string[] = [];
  const splitter = new LineSplitter("nonce", {
    onLine: (text) => seen.push(`line ${text}`),
    onControl: (words) => seen.push(`control ${words.join(",")}`),
  });
  for (const chunk of chunks) splitter.write(Buffer.from(chunk));
  splitter.end();
  return seen;
}

const mark = "\u001enonce ";
const bytes = Buffer.from("né\n日本\n");

const cases: [what: string, chunks: (string | Buffer)[], seen: string[]][] = [
  ["lines", ["a\nb\n"], ["line a", "line b"]],
  ["a line in parts", ["a", "b", "c\n"], ["line abc"]],
  ["empty lines", ["\n\na\n"], ["line ", "line ", "line a"]],
  ["no newline at the end", ["a\nb"], ["line a", "line b"]],
  ["carriage returns", ["10%\r20%\r\n"], ["line 10%\r20%\r"]],
  ["UTF-8 byte by byte", [...bytes].map((byte) => Buffer.from([byte])), ["line né", "line 日本"]],
  ["bytes that are no UTF-8", [Buffer.from([0x61, 0xff, 0x0a])], ["line a\ufffd"]],
  ["a line of the guard", [`a\n${mark}end 1 2\nb\n`], ["line a", "control end,1,2", "line b"]],
  ["a line of the guard behind an unfinished line", [`abc${mark}end 1\n`], ["line abc", "control end,1"]],
  ["a line of the guard in parts", ["\u001eno", "nce lo", "cked", "\n"], ["control locked"]],
  ["a mark with another nonce", ["\u001eother end 1\n"], ["line \u001eother end 1"]],
];

test.each(cases)("%s", (_what, chunks, seen) => {
  expect(split(chunks)).toEqual(seen);
});

test("a long line is cut with a notice, and the guard's line behind it is found", () => {
  const long = "x".repeat(maximumLineLength);
  expect(split([`${long}\n`])).toEqual([`line ${long}`]);
  expect(split([`${long}yz\n`])).toEqual([`line ${long} … [2 more characters cut]`]);
  const parts = [long, "y".repeat(500), "z".repeat(500), `${mark}end 1\n`];
  expect(split(parts)).toEqual([`line ${long} … [1000 more characters cut]`, "control end,1"]);
});

test("a guard's line that itself crosses the limit is found whole", () => {
  for (let before = maximumLineLength - 20; before <= maximumLineLength + 5; before += 1) {
    const seen = split(["x".repeat(before), `${mark}failed 1 17\n`]);
    expect(seen.at(-1)).toBe("control failed,1,17");
    expect(seen[0]?.startsWith("line xxx")).toBe(true);
  }
});
