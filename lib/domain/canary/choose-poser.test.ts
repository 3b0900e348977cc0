import { expect, test } from "vitest";
import type { ControlCandidate } from "../fleet/choose-controls";
import { choosePoser } from "./choose-poser";

const host = (id: number, change: Partial<ControlCandidate> = {}): ControlCandidate => ({
  id,
  labels: { tier: "web" },
  currentRevision: "good",
  ...change,
});

function pose(hosts: ControlCandidate[], window: number, sameLabels: string[] = []) {
  const posing = choosePoser(hosts, { window, sameLabels });
  return posing && { poser: posing.poser.id, control: posing.control.map(({ id }) => id), revision: posing.revision };
}

const four = [host(3), host(9), host(4), host(7)];

test("every host has its turn, in the order of ids; the others are its controls", () => {
  const posers = [0, 1, 2, 3, 4].map((window) => pose(four, window)?.poser);
  expect(posers).toEqual([3, 4, 7, 9, 3]);
  expect(pose(four, 1)).toEqual({ poser: 4, control: [3, 7, 9], revision: "good" });
});

test("three hosts are too few, and one of another or of no known revision makes them no more", () => {
  const three = four.slice(0, 3);
  expect(pose(three, 0)).toBeNull();
  expect(pose([], 0)).toBeNull();
  expect(pose([...three, host(20, { currentRevision: "new" }), host(21, { currentRevision: null })], 0)).toBeNull();
});

test("of several revisions the one of most hosts counts", () => {
  const others = [10, 11, 12, 13, 14].map((id) => host(id, { currentRevision: "new" }));
  expect(pose([...four, ...others], 0)).toEqual({ poser: 10, control: [11, 12, 13, 14], revision: "new" });
});

test("a host whose role has too few others is passed over", () => {
  const apart = host(1, { labels: { tier: "batch" } });
  expect(pose([apart, ...four], 0, ["tier"])).toEqual({ poser: 3, control: [4, 7, 9], revision: "good" });
  expect(pose([apart, ...four.slice(1)], 0, ["tier"])).toBeNull();
});
