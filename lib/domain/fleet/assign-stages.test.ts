import { expect, test } from "vitest";
import { assignStages, type StageHosts } from "./assign-stages";

const fleet = Array.from({ length: 10 }, (_, index) => ({
  name: `web-${index}`,
  labels: { region: index < 6 ? "eu" : "us" },
}));

const cases: { title: string; stages: StageHosts[]; sizes: number[]; unassigned: number }[] = [
  {
    title: "a count takes the first hosts, rest takes what is left",
    stages: [{ count: 1 }, "rest"],
    sizes: [1, 9],
    unassigned: 0,
  },
  {
    title: "a share is of the whole fleet, rounded up",
    stages: [{ count: 1 }, { percent: 25 }],
    sizes: [1, 3],
    unassigned: 6,
  },
  {
    title: "labels take only what earlier stages left",
    stages: [{ count: 2 }, { labels: { region: "eu" } }],
    sizes: [2, 4],
    unassigned: 4,
  },
  { title: "a label nobody has takes nothing", stages: [{ labels: { region: "mars" } }], sizes: [0], unassigned: 10 },
  { title: "a second rest takes nothing", stages: ["rest", "rest"], sizes: [10, 0], unassigned: 0 },
];

test.each(cases)("$title", ({ stages, sizes, unassigned }) => {
  const dealt = assignStages(
    fleet,
    stages.map((hosts) => ({ hosts })),
  );
  expect(dealt.stages.map((hosts) => hosts.length)).toEqual(sizes);
  expect(dealt.unassigned).toHaveLength(unassigned);
});

test("no host is in two stages", () => {
  const dealt = assignStages(fleet, [
    { hosts: { percent: 50 } },
    { hosts: { labels: { region: "eu" } } },
    { hosts: "rest" },
  ]);
  const names = dealt.stages.flat().map((host) => host.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(10);
});
