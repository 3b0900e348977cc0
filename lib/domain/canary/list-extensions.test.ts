import { expect, test } from "vitest";
import { listExtensions, longestWatchSeconds } from "./list-extensions";

const deployedAt = Date.UTC(2026, 0, 1, 12);
const end = (seconds: number) => deployedAt + seconds * 1000;

test.each([
  ["its bake once, twice, and what it may be extended to", { for: 300, extendTo: 900 }, 360, [300, 600, 900]],
  ["each length once, the shortest first", { for: 300, extendTo: 450 }, 300, [300, 450, 600]],
  ["whole seconds", { for: 0.5, extendTo: 1.5 }, 1, [1, 2]],
  ["nothing beyond a day", { for: 300, extendTo: 900 }, longestWatchSeconds - 600, [300, 600]],
  ["nothing when the day is over", { for: 300, extendTo: 900 }, longestWatchSeconds, []],
])("a watch can be extended by %s", (_what, bake, seconds, expected) => {
  expect(listExtensions({ bake, deployedAt, bakeUntil: end(seconds) })).toEqual(expected);
});
