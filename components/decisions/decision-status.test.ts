import { expect, test } from "vitest";
import { decisionStatus } from "@/components/decisions/decision-status";

const gate = (open: boolean) => ({ gate: "not-frozen", open, text: "", action: null });

test("says deploy only of what went", () => {
  expect(decisionStatus({ action: "deploy", gates: [gate(true), gate(true)] }).word).toBe("Deploy");
  expect(decisionStatus({ action: "deploy", gates: [gate(true), gate(false)] }).word).toBe("Kept back");
});

test("says of all else what the selection came to, whatever else is closed", () => {
  expect(decisionStatus({ action: "wait", gates: [gate(false)] }).word).toBe("Wait");
  expect(decisionStatus({ action: "blocked", gates: [gate(false)] }).word).toBe("Blocked");
});
