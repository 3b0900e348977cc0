import { expect, test } from "vitest";
import { titlePreview } from "@/components/approve/title-preview";

const range = (kind: "forward" | "backlog", count: number) => ({
  kind,
  toRevision: "77ab01c".padEnd(40, "0"),
  counts: { included: count, notIncluded: 0 },
});

test("a backlog is approved, a rollout within the limit is started", () => {
  expect(titlePreview(range("backlog", 14))).toEqual({
    long: "Approve a backlog of 14, up to 77ab01c?",
    short: "Approve 14",
    confirm: "Approve 14 commits",
  });
  expect(titlePreview(range("forward", 1)).long).toBe("Start a rollout of 1 commit, up to 77ab01c?");
});
