import { expect, test } from "vitest";
import { toldCauses } from "@/components/shell/told-causes";

test("a page that tells a cause itself needs no banner for it", () => {
  expect(toldCauses("/p/web", "web", null)).toContain("halted");
  expect(toldCauses("/p/web/approve", "web", null)).toEqual(["backlog"]);
  expect(toldCauses("/p/web/rollouts/12", "web", 12)).toEqual(["question"]);
});

test("other pages do not know", () => {
  expect(toldCauses("/p/web/rollouts/11", "web", 12)).toEqual([]);
  expect(toldCauses("/p/web/commits/abc", "web", null)).toEqual([]);
});
