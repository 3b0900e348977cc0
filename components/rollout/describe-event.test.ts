import { expect, test } from "vitest";
import { describeEvent } from "@/components/rollout/describe-event";

test.each([
  ["abortRequested", "Abort requested"],
  ["policyChanged", "Policy changed"],
  ["canary-judged", "Canary judged"],
])("%s reads %s", (event, text) => {
  expect(describeEvent(event)).toBe(text);
});
