import { describe, expect, test } from "vitest";
import { holdRows } from "@/components/now/hold-rows";

interface Commit {
  sha: string;
  says: string;
}

/** "a:waits b" = two commits, the first of which says something. */
const read = (text: string): Commit[] =>
  text
    .split(" ")
    .filter((each) => each !== "")
    .map((each) => {
      const [sha = "", says = ""] = each.split(":");
      return { sha, says };
    });

const live = (text: string, listed = text) => ({ known: read(text), listed: read(listed) });

/** Shown in the first state, then held through the others. */
function hold(first: string, ...then: ReturnType<typeof live>[]): string {
  let held = holdRows(null, live(first));
  for (const state of then) held = holdRows(held.rows, state);
  const rows = held.rows.map(({ commit, hasLeft }) => `${commit.sha}:${commit.says}${hasLeft ? " left" : ""}`);
  return `${rows.join(", ")} +${held.newer}`;
}

describe("while nobody is at the list", () => {
  test("it is what it would be", () => {
    expect(holdRows(null, live("a b", "b"))).toEqual({
      rows: [{ commit: { sha: "b", says: "" }, hasLeft: false }],
      newer: 0,
    });
  });
});

describe("while somebody is at the list", () => {
  test.each([
    ["what a row says is new", "a:old b:old", [live("a:new b:old")], "a:new, b:old +0"],
    ["what landed is counted, and comes not in", "a:1 b:1", [live("a:1 b:1 c:1 d:1")], "a:1, b:1 +2"],
    ["what left stays in its place", "a:1 b:1 c:1", [live("c:1")], "a:1 left, b:1 left, c:1 +0"],
    ["it says what it said last", "a:1 b:1", [live("a:2 b:1"), live("b:1")], "a:2 left, b:1 +0"],
    ["what comes back waits again", "a:1 b:1", [live("b:1"), live("a:3 b:1")], "a:3, b:1 +0"],
    ["one before or between is as new as one behind", "a:1 c:1", [live("z:1 a:1 b:1 c:1")], "a:1, c:1 +2"],
    ["the order stays", "a:1 b:1", [live("b:1 a:1")], "a:1, b:1 +0"],
    ["what the filter hides by now has not left", "a:1 b:1", [live("a:2 b:1", "b:1")], "a:2, b:1 +0"],
    ["what the filter hides is not new either", "a:1", [live("a:1 b:1 c:1", "a:1 c:1")], "a:1 +1"],
    ["everything may leave", "a:1", [live("")], "a:1 left +0"],
  ])("%s", (_, first, then, shown) => {
    expect(hold(first, ...then)).toBe(shown);
  });

  test("two hundred rows are held in no time to speak of", () => {
    const queue = Array.from({ length: 200 }, (_, at) => ({ sha: `${at}`, says: "" }));
    const { rows } = holdRows(null, { known: queue, listed: queue });
    const from = performance.now();
    for (let push = 0; push < 100; push++) holdRows(rows, { known: queue, listed: queue });
    expect((performance.now() - from) / 100).toBeLessThan(2);
  });
});
