import { expect, test } from "vitest";
import { describeFleetAt } from "./describe-fleet-at";

const at = Date.UTC(2026, 10, 23, 3, 12);
const since = at - 1000;
const [a, b] = ["9f3c2a1".padEnd(40, "0"), "a1b2c3d".padEnd(40, "0")];

test.each([
  ["one revision", [{ revision: a, hosts: 6, rollouts: [3] }], "6 hosts ran 9f3c2a1 (#3)."],
  [
    "a mixed fleet, and hosts that nobody knows about",
    [
      { revision: a, hosts: 488, rollouts: [1839, 1840] },
      { revision: b, hosts: 1, rollouts: [] },
      { revision: null, hosts: 2, rollouts: [] },
    ],
    "the fleet was mixed: 488 hosts ran 9f3c2a1 (#1839, #1840), 1 host ran a1b2c3d. Of 2 hosts nobody could tell.",
  ],
  ["nothing known", [{ revision: null, hosts: 1, rollouts: [] }], "nobody could tell what the 1 host ran."],
  ["no hosts", [], "the fleet had no hosts."],
])("%s", (_, shares, expected) => {
  expect(describeFleetAt(shares, { at, since })).toBe(`At 2026-11-23 03:12:00 UTC ${expected}`);
});

test("before the first record it says so, and from when it knows", () => {
  expect(describeFleetAt([], { at, since: at + 1 })).toBe("Nothing is recorded before 2026-11-23 03:12:00 UTC.");
  expect(describeFleetAt([], { at, since: at })).not.toContain("Nothing is recorded");
  expect(describeFleetAt([], { at, since: null })).toContain("Nothing is recorded yet");
});
