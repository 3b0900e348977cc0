import { expect, test } from "vitest";
import { describeWay } from "./describe-way";

const atOnce = [{ name: "fleet", hosts: 6, watched: false }];
const watched = [
  { name: "canary", hosts: 1, watched: true },
  { name: "fleet", hosts: 5, watched: false },
];

test.each([
  [{ hosts: { affected: 6, there: 0 }, stages: atOnce, concurrency: 200 }, "6 hosts, all at once, without a canary"],
  [{ hosts: { affected: 1, there: 5 }, stages: atOnce, concurrency: 200 }, "1 host, without a canary"],
  [
    { hosts: { affected: 500, there: 0 }, stages: atOnce, concurrency: 200 },
    "500 hosts of all stages, up to 200 at the same time, without a canary",
  ],
  [
    { hosts: { affected: 6, there: 0 }, stages: watched, concurrency: 200 },
    "6 hosts stage by stage: canary (1 host), fleet (5 hosts)",
  ],
])("%j", (way, words) => {
  expect(describeWay(way)).toBe(words);
});
