import { expect, test } from "vitest";
import { listAutomationActions } from "@/components/shell/list-automation-actions";
import type { NowView } from "@/lib/contracts/views";

const automation = { mode: "confirm", freeze: null, halted: null } as unknown as NowView["automation"];
const words = (change: object) =>
  listAutomationActions({ project: "web", automation: { ...automation, ...change } }).map((action) => action.word);

test("what is not in force can be put in force, what is can be ended", () => {
  expect(words({}).slice(0, 3)).toEqual(["Freeze…", "Change the mode…", "Halt…"]);
  expect(words({ freeze: { reason: "talk" }, halted: {} }).slice(0, 3)).toEqual([
    "Lift the freeze…",
    "Change the mode…",
    "Resume…",
  ]);
});
