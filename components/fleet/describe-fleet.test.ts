import { expect, test } from "vitest";
import { describeFleet } from "@/components/fleet/describe-fleet";

const revision = (start: string) => start.padEnd(40, "0");

test.each([
  [[], "The fleet has no hosts yet."],
  [[{ revision: revision("9f3c2a1"), hosts: 24 }], "Fleet now: 24 on 9f3c2a1"],
  [
    [
      { revision: revision("9f3c2a1"), hosts: 23 },
      { revision: revision("a1b2c3d"), hosts: 1 },
    ],
    "Fleet now: 23 on 9f3c2a1, 1 on a1b2c3d (mixed)",
  ],
  [
    [
      { revision: revision("9f3c2a1"), hosts: 22 },
      { revision: null, hosts: 2 },
    ],
    "Fleet now: 22 on 9f3c2a1, 2 unknown",
  ],
])("%o", (fleet, text) => {
  expect(describeFleet(fleet)).toBe(text);
});
