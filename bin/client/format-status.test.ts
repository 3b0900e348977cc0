import { expect, test } from "vitest";
import { formatStatus } from "@/bin/client/format-status";
import type { NowView } from "@/lib/contracts/views";

const view = (next: Partial<NowView["next"]>) =>
  ({
    project: "web",
    trunk: "main",
    automation: { mode: "confirm", halted: null, freeze: null, hours: null },
    fetch: { error: null },
    workersAlive: 1,
    doing: null,
    did: [],
    queueTotal: 1,
    next: {
      sentence: "1 of 1 waiting commit",
      nextCommit: "77ab01c".padEnd(40, "0"),
      gates: [{ gate: "approval", open: false, text: "This range was declined by ana (#11)", action: "approve" }],
      ...next,
    },
  }) as unknown as NowView;

test("what goes next is said together with what keeps it back", () => {
  expect(formatStatus(view({ gates: [] }), 80).join("\n")).not.toContain("but not yet");
  const lines = formatStatus(view({}), 80);
  expect(lines).toContain("         but not yet: This range was declined by ana (#11)");
});

test("what binds people too is said rather than the mode in which they start each rollout", () => {
  const mode = {
    gate: "automation-mode",
    open: false,
    text: "Automation only suggests",
    action: "change-mode",
  } as const;
  const halt = { gate: "not-halted", open: false, text: "Automation is halted: look", action: "resume" } as const;
  expect(formatStatus(view({ gates: [mode, halt] }), 80)).toContain("         but not yet: Automation is halted: look");
  expect(formatStatus(view({ gates: [mode] }), 80)).toContain("         but not yet: Automation only suggests");
});

test("nothing is added where no commit is chosen: the sentence says why", () => {
  const lines = formatStatus(view({ nextCommit: null }), 80);
  expect(lines.join("\n")).not.toContain("but not yet");
});
