import { describe, expect, test } from "vitest";
import { findPill, summarizePill } from "@/components/shell/find-pill";
import type { NowView, ProjectSummary } from "@/lib/contracts/views";

const calm = {
  automation: { mode: "unattended", halted: null, freeze: null },
  next: { needsHuman: false },
  doing: null,
  backlogOffer: null,
  workersAlive: 1,
} as unknown as NowView;
const frozen = { ...calm, automation: { ...calm.automation, freeze: {} } } as NowView;
const word = (change: object, base = calm) => findPill({ ...base, ...change } as NowView).word;

describe("the pill", () => {
  test.each([
    ["suggest", "Suggest"],
    ["confirm", "Confirm"],
    ["supervised", "Supervised"],
    ["unattended", "Auto"],
  ])("names the step of the trust ladder: %s", (mode, expected) => {
    expect(word({ automation: { ...calm.automation, mode } })).toBe(expected);
  });

  test("puts first what a person has to do", () => {
    const asked = { doing: { question: { code: "start", text: "Start?" } } };
    expect(word({}, frozen)).toBe("Frozen");
    expect(word({ workersAlive: 0 }, frozen)).toBe("No worker");
    expect(word({ next: { needsHuman: true } }, frozen)).toBe("Needs you");
    expect(word(asked, frozen)).toBe("Approval");
    expect(word({ backlogOffer: { text: "", toRevision: "", commitCount: 14 } })).toBe("Approval");
    expect(word({ ...asked, automation: { ...frozen.automation, halted: {} } })).toBe("Halted");
  });

  test("tells the same in the list of projects", () => {
    const summary = { halted: false, frozen: true, doing: null, mode: "unattended" } as ProjectSummary;
    expect(summarizePill(summary)).toEqual({ code: "frozen", word: "Frozen" });
    expect(summarizePill({ ...summary, doing: { question: {} } } as ProjectSummary).word).toBe("Approval");
    expect(summarizePill({ ...summary, doing: { state: "held" } } as ProjectSummary).word).toBe("Needs you");
  });
});
