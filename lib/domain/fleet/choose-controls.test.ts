import { expect, test } from "vitest";
import { type ControlCandidate, type ControlQuestion, chooseControls } from "./choose-controls";

const host = (id: number, change: Partial<ControlCandidate> = {}): ControlCandidate => ({
  id,
  labels: { tier: "web" },
  currentRevision: "old",
  ...change,
});

const hosts = (count: number) => Array.from({ length: count }, (_, index) => host(index + 1));

const choose = (untouched: ControlCandidate[], change: Partial<ControlQuestion<ControlCandidate>> = {}) =>
  chooseControls({
    canary: [host(100)],
    untouched,
    fromRevision: "old",
    toRevision: "new",
    sameLabels: [],
    preferred: new Set(),
    ...change,
  }).map(({ id }) => id);

test("fewer than three are none, more than twenty are twenty", () => {
  expect(choose(hosts(2))).toEqual([]);
  expect(choose(hosts(3))).toEqual([1, 2, 3]);
  expect(choose(hosts(30))).toHaveLength(20);
});

test("a control runs the revision of before, and nobody knows that of a host that runs nothing known", () => {
  const mixed = [...hosts(3), host(4, { currentRevision: "older" }), host(5, { currentRevision: null })];
  expect(choose(mixed)).toEqual([1, 2, 3]);
  expect(choose([...mixed, host(6, { currentRevision: "new" })], { fromRevision: null })).toEqual([1, 2, 3, 4, 5]);
});

test("with labels to agree in, hosts of other roles are none", () => {
  const mixed = [...hosts(3), host(4, { labels: { tier: "api" } })];
  expect(choose(mixed, { sameLabels: ["tier"] })).toEqual([1, 2, 3]);
  expect(choose(mixed, { sameLabels: ["tier"], canary: [host(100, { labels: { tier: "api" } })] })).toEqual([]);
});

test("hosts that were measured before the deploy come first", () => {
  expect(choose(hosts(30), { preferred: new Set([30, 29]) }).slice(0, 3)).toEqual([29, 30, 1]);
});

test("where enough hosts were measured before the deploy, no other one is compared with", () => {
  expect(choose(hosts(30), { preferred: new Set([30, 29, 28]) })).toEqual([28, 29, 30]);
});
