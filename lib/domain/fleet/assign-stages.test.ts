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
  {
    title: "labels with a share take that share of the hosts that have them",
    stages: [
      { labels: { region: "eu" }, percent: 25 },
      { labels: { region: "us" }, percent: 50 },
    ],
    sizes: [2, 2],
    unassigned: 6,
  },
  {
    title: "labels with a count take the first hosts that have them",
    stages: [{ labels: { region: "us" }, count: 1 }, "rest"],
    sizes: [1, 9],
    unassigned: 0,
  },
  {
    title: "a share of labels counts hosts that an earlier stage took",
    stages: [
      { labels: { region: "eu" }, count: 3 },
      { labels: { region: "eu" }, percent: 100 },
    ],
    sizes: [3, 3],
    unassigned: 4,
  },
  { title: "a second rest takes nothing", stages: ["rest", "rest"], sizes: [10, 0], unassigned: 0 },
];

test.each(cases)("$title", ({ stages, sizes, unassigned }) => {
  const dealt = assignStages(
    fleet,
    stages.map((hosts) => ({ hosts })),
    1,
  );
  expect(dealt.stages.map((hosts) => hosts.length)).toEqual(sizes);
  expect(dealt.unassigned).toHaveLength(unassigned);
});

test("no host is in two stages", () => {
  const stages = [{ hosts: { percent: 50 } }, { hosts: { labels: { region: "eu" } } }, { hosts: "rest" as const }];
  const dealt = assignStages(fleet, stages, 1);
  const names = dealt.stages.flat().map((host) => host.name);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toHaveLength(10);
});

test("a stage chooses in its own order, and deploys in it", () => {
  const mixed = ["web-10", "web-9", "db-1"].map((name) => ({ name, labels: {} }));
  const names = (order: "listed" | "name", count: number) =>
    assignStages(mixed, [{ hosts: { count }, order }], 1).stages[0]?.map((host) => host.name);
  expect(names("listed", 2)).toEqual(["web-10", "web-9"]);
  expect(names("name", 3)).toEqual(["db-1", "web-9", "web-10"]);
});
