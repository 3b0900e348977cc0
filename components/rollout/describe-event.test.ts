import { expect, test } from "vitest";
import { describeEvent, spellEvent } from "@/components/rollout/describe-event";

test.each([
  ["abortRequested", "Abort requested"],
  ["policyChanged", "Policy changed"],
  ["canary-judged", "Canary judged"],
])("%s reads %s", (event, text) => {
  expect(describeEvent(event)).toBe(text);
});

test("a project that is resumed is not a stage that is watched longer", () => {
  expect(spellEvent("resumed")).toBe("Resumed");
  expect(describeEvent("resumed")).toBe("Watched longer");
});
