import { expect, test } from "vitest";
import { ByteLines } from "./byte-lines";

/** Takes the text in pieces of so many bytes; a line as text, one that is too long as its length. */
function cut(text: string, piece: number, longest = 100): (string | number)[] {
  const bytes = Buffer.from(text);
  const lines = new ByteLines(longest);
  const found: (string | number)[] = [];
  for (let at = 0; at < bytes.length; at += piece) {
    for (const line of lines.take(bytes.subarray(at, at + piece))) {
      found.push("bytes" in line ? Buffer.from(line.bytes).toString() : line.tooLong);
    }
  }
  return found;
}

test("lines are the same however their bytes arrive, and a line without an end is none", () => {
  const text = "first\n\ncafé\n{}\nno end";
  for (const piece of [1, 2, 3, 7, 1000]) expect(cut(text, piece)).toEqual(["first", "café", "{}"]);
});

test("a line that is too long is told as such, and those around it are whole", () => {
  const text = `before\n${"x".repeat(5000)}\n${"y".repeat(100)}\n`;
  for (const piece of [1, 99, 100, 101, 6000]) expect(cut(text, piece)).toEqual(["before", 5000, "y".repeat(100)]);
});

test("a line without end costs no more memory than the longest one", () => {
  const lines = new ByteLines(10);
  for (let chunk = 0; chunk < 1000; chunk += 1) expect(lines.take(Buffer.alloc(1000, "x"))).toEqual([]);
  expect((lines as unknown as { kept: Buffer[] }).kept).toEqual([]);
  expect(lines.take(Buffer.from("\nnext\n"))).toEqual([{ tooLong: 1_000_000 }, { bytes: Buffer.from("next") }]);
});
