import { describe, expect, test } from "vitest";
import { listPaletteItems } from "@/components/shell/palette-items";
import type { NowView } from "@/lib/contracts/views";

const commit = (sha: string, title: string, author: string) => ({
  sha: sha.padEnd(40, "0"),
  title,
  author,
  testStatus: "passed",
});
const rollout = (number: number, state: string) => ({ number, state, toRevision: "a".repeat(40), commits: [] });
const view = {
  project: "web",
  automation: { mode: "unattended", freeze: null, halted: null },
  doing: { ...rollout(12, "deploying"), commits: [commit("9f3c2a1", "Fix feed", "ana")] },
  queue: [commit("77ab01c", "Add sticker", "bo"), commit("1234567", "Bump libx", "ana")],
  did: [rollout(11, "succeeded"), rollout(10, "failed")],
} as unknown as NowView;
const world = {
  view,
  hostsOf: { rollout: 12, hosts: ["web-1", "web-2", "db-1"] },
  projects: ["Shop", "web", "web-admin"],
};
const words = (text: string) => listPaletteItems(text, world).map((item) => item.word);
const goes = (text: string) =>
  listPaletteItems(text, world).map((item) => ("go" in item.does ? item.does.go : "abort"));

describe("listPaletteItems", () => {
  test("without a text offers rollouts, pages and the abort", () => {
    expect(words("")).toEqual([
      "Rollout #12",
      "Rollout #11",
      "Rollout #10",
      "Now",
      "History",
      "Insights",
      "Decisions",
      "Settings",
      "All projects",
      "Log of #12",
      "Hosts of #12",
      "Canary of #12",
      "Events of #12",
      "Abort rollout #12…",
    ]);
  });

  test("a time leads to what was deployed then", () => {
    expect(words("2026-11-23 03:12")).toEqual(["At 2026-11-23 03:12:00 UTC"]);
    expect(goes("2026-11-23 03:12")).toEqual(["/p/web/history?at=2026-11-23+03%3A12"]);
  });

  test("goes to a rollout by its number, also to one that is not loaded", () => {
    expect(goes("#11")).toEqual(["/p/web/rollouts/11"]);
    expect(goes("#3")).toEqual(["/p/web/rollouts/3"]);
    expect(words("12")[0]).toBe("Rollout #12");
  });

  test("goes to a commit by the beginning of its sha, or by its words", () => {
    const sha = `77ab01c${"0".repeat(33)}`;
    expect(goes("77AB")).toEqual([`/p/web/commits/${sha}`, `/p/web/approve?to=${sha}`]);
    expect(words("ana")).toEqual(["Canary of #12", "Commit 9f3c2a1", "Commit 1234567"]);
    expect(goes("beef")).toEqual(["/p/web/commits/beef"]);
  });

  test("digits may be a rollout as well as a commit", () => {
    expect(words("1234")).toEqual(["Rollout #1234", "Commit 1234567", "Start a rollout to 1234567…"]);
  });

  test("goes to the log of a host", () => {
    expect(goes("web-2")).toEqual(["/p/web/rollouts/12?tab=log&host=web-2"]);
    expect(listPaletteItems("web-2", { ...world, hostsOf: null })).toEqual([]);
  });

  test("goes to another project by its name", () => {
    expect(goes("shop")).toEqual(["/p/Shop"]);
    expect(goes("project web")).toEqual(["/p/web-admin"]);
  });

  test("goes to pages that are wanted more seldom, once they are called", () => {
    expect(goes("roll back")).toEqual(["/p/web/rollback"]);
    expect(goes("suspects")).toEqual(["/p/web/history/suspects"]);
    expect(goes("insights")).toEqual(["/p/web/insights"]);
    expect(goes("audit")).toEqual(["/p/web/settings/audit"]);
    expect(words("settings")).toEqual([
      "Settings",
      ...["Sources", "Deliveries", "Tokens", "Project", "Hosts", "Thresholds", "People", "Audit"].map(
        (word) => `Settings: ${word}`,
      ),
    ]);
  });

  test("offers what can be done about the automation", () => {
    expect(words("freeze")).toEqual(["Freeze…"]);
    expect(listPaletteItems("mode", world)[0]?.does).toEqual({ open: { dialog: "mode" } });
  });

  test("offers no abort when nothing can be aborted", () => {
    expect(words("abort")).toEqual(["Abort rollout #12…"]);
    expect(listPaletteItems("abort", { ...world, view: { ...view, doing: null } })).toEqual([]);
  });
});
