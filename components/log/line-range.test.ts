import { expect, test } from "vitest";
import { extendLineRange, formatLineRange, parseLineRange } from "@/components/log/line-range";

test.each([
  ["#L120", { first: 120, last: 120 }],
  ["#L120-L140", { first: 120, last: 140 }],
  ["#L140-L120", { first: 120, last: 140 }],
  ["#L120-140", { first: 120, last: 140 }],
  ["#L0", null],
  ["#L", null],
  ["#main", null],
  ["#L1-Lx", null],
  ["", null],
])("%s names %o", (hash, range) => {
  expect(parseLineRange(hash)).toEqual(range);
});

test("a range survives being written and read", () => {
  expect(parseLineRange(formatLineRange({ first: 3, last: 9 }))).toEqual({ first: 3, last: 9 });
  expect(formatLineRange({ first: 3, last: 3 })).toBe("#L3");
});

test("shift grows the range in both directions", () => {
  expect(extendLineRange({ first: 10, last: 10 }, 14, true)).toEqual({ first: 10, last: 14 });
  expect(extendLineRange({ first: 10, last: 10 }, 4, true)).toEqual({ first: 4, last: 10 });
  expect(extendLineRange({ first: 10, last: 20 }, 4, false)).toEqual({ first: 4, last: 4 });
  expect(extendLineRange(null, 4, true)).toEqual({ first: 4, last: 4 });
});
