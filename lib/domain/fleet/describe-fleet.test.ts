import { expect, test } from "vitest";
import { describeFleet } from "./describe-fleet";

const revision = (start: string) => start.padEnd(40, "0");

test.each([
  [[], "The fleet has no hosts yet."],
  [[{ revision: revision("9f3c2a1"), hosts: 24, setAside: false }], "Fleet now: 24 on 9f3c2a1"],
  [
    [
      { revision: revision("9f3c2a1"), hosts: 23, setAside: false },
      { revision: revision("a1b2c3d"), hosts: 1, setAside: false },
    ],
    "Fleet now: 23 on 9f3c2a1, 1 on a1b2c3d (mixed)",
  ],
  [
    [
      { revision: revision("9f3c2a1"), hosts: 22, setAside: false },
      { revision: null, hosts: 2, setAside: false },
    ],
    "Fleet now: 22 on 9f3c2a1, 2 unknown",
  ],
  [
    [
      { revision: revision("9f3c2a1"), hosts: 22, setAside: false },
      { revision: null, hosts: 2, setAside: true },
    ],
    "Fleet now: 22 on 9f3c2a1, 2 set aside",
  ],
])("%o", (fleet, text) => {
  expect(describeFleet(fleet)).toBe(text);
});
