import { expect, test } from "vitest";
import { foreseeOpenings } from "./foresee-openings";

const seconds = (time: string) => Date.parse(time) / 1000;
const hours = { timeZone: "UTC", weekly: [{ days: ["wed" as const, "thu" as const], from: "09:00", to: "17:00" }] };

const cases: [name: string, closures: Parameters<typeof foreseeOpenings>[0], asked: string, expected: string][] = [
  ["nothing is closed: at once", { frozenUntil: null, hours: null }, "2026-11-25T03:00:00Z", "2026-11-25T03:00:00Z"],
  [
    "frozen: when the freeze expires",
    { frozenUntil: Date.parse("2026-11-25T04:00:00Z"), hours: null },
    "2026-11-25T03:00:00Z",
    "2026-11-25T04:00:00Z",
  ],
  ["within the hours: at once", { frozenUntil: null, hours }, "2026-11-25T10:00:00Z", "2026-11-25T10:00:00Z"],
  ["after hours: when they begin again", { frozenUntil: null, hours }, "2026-11-25T17:00:00Z", "2026-11-26T09:00:00Z"],
  [
    "frozen until after hours: when they begin again",
    { frozenUntil: Date.parse("2026-11-25T18:00:00Z"), hours },
    "2026-11-25T10:00:00Z",
    "2026-11-26T09:00:00Z",
  ],
];
test.each(cases)("%s", (_name, closures, asked, expected) => {
  expect(foreseeOpenings(closures)(seconds(asked))).toBe(seconds(expected));
});

test("asked again and again with later times, it finds the end of each window", () => {
  const next = foreseeOpenings({ frozenUntil: null, hours });
  const asked = ["2026-11-25T16:59:59Z", "2026-11-25T17:00:01Z", "2026-11-26T09:00:00Z", "2026-11-26T17:30:00Z"];
  expect(asked.map((time) => next(seconds(time)))).toEqual(
    ["2026-11-25T16:59:59Z", "2026-11-26T09:00:00Z", "2026-11-26T09:00:00Z", "2026-12-02T09:00:00Z"].map(seconds),
  );
});
