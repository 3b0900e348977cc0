import { expect, test } from "vitest";
import type { GateView } from "@/lib/contracts/views";
import { findShownGate } from "./find-shown-gate";

const gate = (name: string, action: GateView["action"], open = false) => ({ gate: name, open, action, text: name });
const asking = gate("watched", "change-mode");
const frozen = gate("not-frozen", "lift-freeze");

test("the way through is that of the gate the heading tells of, though people open another by asking", () => {
  expect(findShownGate({ nextCommit: "a", gates: [asking, frozen] as GateView[] })).toBe(frozen);
});

test("where no commit would go next, it is that of the first closed gate that has one", () => {
  const gates = [gate("commit-selected", null), gate("not-halted", "resume", true), asking, frozen] as GateView[];
  expect(findShownGate({ nextCommit: null, gates })).toBe(asking);
  expect(findShownGate({ nextCommit: null, gates: [] })).toBeNull();
});
