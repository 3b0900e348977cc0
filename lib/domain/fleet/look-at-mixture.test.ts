import { expect, test } from "vitest";
import { lookAtMixture } from "./look-at-mixture";

const left = { number: 7, toRevision: "new" };

test.each([
  ["one revision is no mixture", [{ revision: "new", hosts: 500 }], null],
  [
    "hosts that were set aside take no part",
    [
      { revision: "new", hosts: 9 },
      { revision: null, hosts: 1, setAside: true },
    ],
    null,
  ],
  ["one revision is none, whichever it is", [{ revision: "old", hosts: 500 }], null],
  [
    "two are",
    [
      { revision: "old", hosts: 488 },
      { revision: "new", hosts: 12 },
    ],
    { missing: 488 },
  ],
  [
    "a host nobody can tell of is not on one with the others",
    [
      { revision: "new", hosts: 9 },
      { revision: null, hosts: 1 },
    ],
    { missing: 1 },
  ],
  [
    "nobody runs what came last",
    [
      { revision: "old", hosts: 9 },
      { revision: null, hosts: 1 },
    ],
    { missing: 10 },
  ],
  ["a fleet that nobody has heard of is not mixed", [{ revision: null, hosts: 3 }], null],
])("%s", (_, shares, mixture) => {
  expect(
    lookAtMixture(
      shares.map((share) => ({ setAside: false, ...share })),
      left,
    ),
  ).toEqual(mixture);
});
