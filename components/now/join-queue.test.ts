import { expect, test } from "vitest";
import { joinQueue } from "@/components/now/join-queue";

const read = (text: string) => text.split("").map((sha) => ({ sha }));

test.each([
  ["nothing was read", "abc", null, "abc"],
  ["it follows", "abc", ["c", "def"], "abcdef"],
  ["the first of the live part were deployed, and it took on as many", "cde", ["c", "def"], "cdef"],
  ["the live part has come to its end", "def", ["c", "def"], "def"],
  ["the live part has gone past it", "ghi", ["c", "def"], "ghi"],
  ["the live part begins earlier again, after a rollback", "zab", ["c", "def"], "zab"],
  ["nothing waits any more", "", ["c", "def"], ""],
])("%s", (_, live, rest, joined) => {
  const [after = "", rows = ""] = rest ?? [];
  const shas = joinQueue(read(live), rest && { after, rows: read(rows) }).map(({ sha }) => sha);
  expect(shas.join("")).toBe(joined);
});
