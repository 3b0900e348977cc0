import { expect, test } from "vitest";
import { type LimitsVersion, traceLimits } from "./trace-limits";

/** Versions as their limits, the newest first; the last is version 1. */
function versions(...limits: (Record<string, string> | null)[]): LimitsVersion[] {
  return limits.map((each, index) => {
    const revision = limits.length - index;
    return { revision, author: revision % 2 === 0 ? "bo" : "ana", at: `2026-11-0${revision}T12:00:00Z`, limits: each };
  });
}

test.each<[string, (Record<string, string> | null)[], object]>([
  ["changed in the newest version", [{ a: "2" }, { a: "1" }], { revision: 2, author: "bo", was: "1" }],
  ["changed earlier", [{ a: "2" }, { a: "2" }, { a: "1" }, { a: "2" }], { revision: 3, author: "ana", was: "1" }],
  ["never changed", [{ a: "1" }, { a: "1" }], { revision: 1, author: "ana", was: null }],
  ["new in a version", [{ a: "1" }, {}, {}], { revision: 3, author: "ana", was: null }],
  [
    "as it is since a version before which none can be read",
    [{ a: "1" }, { a: "1" }, null],
    { revision: 2, was: null },
  ],
])("a limit %s", (_what, limits, change) => {
  expect(traceLimits(versions(...limits), true)).toMatchObject({ a: change });
});

test("each limit has its own past", () => {
  const traced = traceLimits(versions({ a: "2", b: "9" }, { a: "1", b: "9" }, { a: "1", b: "8" }), true);
  expect(traced).toMatchObject({ a: { revision: 3, was: "1" }, b: { revision: 2, was: "8" } });
});

test("while older versions are not read, nothing is said of a limit that is the same in all that are", () => {
  const traced = traceLimits(versions({ a: "2", b: "9" }, { a: "1", b: "9" }), false);
  expect(Object.keys(traced)).toEqual(["a"]);
});
