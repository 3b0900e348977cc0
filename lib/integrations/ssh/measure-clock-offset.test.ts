import { expect, test } from "vitest";
import { measureClockOffset } from "./measure-clock-offset";

const times = { sentAt: 1_900_000_000_000, heardAt: 1_900_000_000_400 };

test.each([
  ["in between", "1900000000.123456789", 0],
  ["ahead of the answer", "1900000003.400000000", 3000],
  ["behind the question", "1899999990.000000000", -9999],
  ["whole seconds that may be right", "1899999999", 0],
  ["whole seconds, as where %N means nothing", "1900000005.%N", 4600],
])("a clock %s", (_name, told, offset) => {
  expect(measureClockOffset(told, times)).toBe(offset);
});

test("no time is no measure", () => {
  expect(measureClockOffset("date: illegal option", times)).toBeNull();
});
