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
      gates: [{ gate: "approval", open: false, text: "ana said no to this range (#11)", action: "approve" }],
      blockedBy: null,
      ...next,
    },
  }) as unknown as NowView;

test("what goes next is said together with what keeps it back", () => {
  expect(formatStatus(view({}), 80).join("\n")).not.toContain("but not yet");
  const lines = formatStatus(view({ blockedBy: "approval" }), 80);
  expect(lines).toContain("         but not yet: ana said no to this range (#11)");
});

test("nothing is added where no commit is chosen: the sentence says why", () => {
  const lines = formatStatus(view({ blockedBy: "approval", nextCommit: null }), 80);
  expect(lines.join("\n")).not.toContain("but not yet");
});
