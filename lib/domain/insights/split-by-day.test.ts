import { expect, test } from "vitest";
import { listDays } from "./list-days";
import { splitByDay } from "./split-by-day";

const days = listDays(Date.UTC(2026, 9, 28), 7, "Europe/Berlin");

test("each day has its first moment and not the first of the next, however many days there are", () => {
  for (let count = 1; count <= days.length; count += 1) {
    const some = days.slice(0, count);
    const moments = some.flatMap(({ from, to }) => [from, to - 1]);
    expect(splitByDay(moments, some, (at) => at)).toEqual(some.map(({ from, to }) => [from, to - 1]));
  }
});

test("what lies before, after, or has not happened is on no day", () => {
  const [first, last] = [days[0]?.from ?? 0, days.at(-1)?.to ?? 0];
  expect(splitByDay([first - 1, last, null], days, (at) => at).flat()).toEqual([]);
  expect(splitByDay([first], [], (at) => at)).toEqual([]);
});
