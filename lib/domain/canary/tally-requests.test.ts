import { expect, test } from "vitest";
import { addRequests, classOfCode, emptyTally } from "./tally-requests";

test.each([
  ["100", "1xx"],
  ["200", "2xx"],
  ["499", "4xx"],
  ["599", "5xx"],
  ["5xx", "5xx"],
  ["600", "other"],
  ["099", "other"],
  ["0", "other"],
  ["-1", "other"],
  ["-", "other"],
  ["other", "other"],
  ["2000", "other"],
])("%s is of class %s", (code, expected) => {
  expect(classOfCode(code)).toBe(expected);
});

test("classes and single codes are counted side by side, everything is in the total", () => {
  const counting = { metrics: ["5xx", "503", "other"], excludeCodes: [] };
  const tally = addRequests(emptyTally, { 200: 90, 301: 3, 503: 4, 500: 1, "5xx": 10, 499: 2, "-": 5 }, counting);
  expect(tally).toEqual({
    total: 115,
    matched: new Map([
      ["5xx", 15],
      ["503", 4],
      ["other", 5],
    ]),
  });
  expect(addRequests(tally, { 503: 1 }, counting)).toEqual({
    total: 116,
    matched: new Map([
      ["5xx", 16],
      ["503", 5],
      ["other", 5],
    ]),
  });
});

test("excluded codes are in no count and not in the total", () => {
  const tally = addRequests(emptyTally, { 200: 90, 404: 10, 499: 3 }, { metrics: ["4xx"], excludeCodes: [404] });
  expect(tally).toEqual({ total: 93, matched: new Map([["4xx", 3]]) });
});
