import { expect, test } from "vitest";
import { expectPass, type OpenRun } from "./expect-pass";

const usual = new Map([
  ["unit", 100],
  ["e2e", 600],
]);

test.each<[name: string, open: OpenRun[], now: number, expected: number | null]>([
  ["one run -> as long as it usually takes", [{ context: "unit", since: 1000 }], 1050, 1100],
  [
    "several -> when the last is done",
    [
      { context: "unit", since: 1000 },
      { context: "e2e", since: 990 },
    ],
    1050,
    1590,
  ],
  ["overdue, but not for long -> the time that has passed", [{ context: "unit", since: 1000 }], 1200, 1100],
  ["silent for too long -> nobody can tell", [{ context: "unit", since: 1000 }], 1301, null],
  [
    "one of them without history -> nobody can tell",
    [
      { context: "unit", since: 1000 },
      { context: "new", since: 1000 },
    ],
    1001,
    null,
  ],
  ["nothing open -> nobody can tell", [], 1000, null],
])("%s", (_name, open, now, expected) => {
  expect(expectPass(open, { usual, now })).toBe(expected);
});
