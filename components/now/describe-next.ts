import { formatCommitCount } from "@/components/commit/format-commit-count";
import { findGateDoor } from "@/components/now/find-gate-door";
import type { GateView, NowView } from "@/lib/contracts/views";
import { findToldGate } from "@/lib/domain/selection/find-told-gate";

type NextFacts = Pick<NowView, "project" | "next" | "doing" | "automation">;

/** The heading of Next: a sentence, and the moment that ends it, if one does. */
export interface NextHeading {
  text: string;
  /** ISO time, and whether it is foreseen or fixed. */
  moment: { at: string; look: "expected" | "fixed" } | null;
}

/**
 * The heading of Next, put together from the server's decision: what would go, and the gate that keeps it from going. Nothing is decided here.
 */
export function describeNext(view: NextFacts): NextHeading {
  const { next, doing, automation } = view;
  const gate = findToldGate(next.gates);
  if (next.nextCommit === null) {
    const about = next.gates.filter((each) => each.gate === "commit-selected" || each.gate === "approval");
    return plain(next.needsHuman ? describeStandstill(view, next.sentence, about) : next.sentence);
  }
  const what = `${formatCommitCount(next.commitCount)} → ${next.nextCommit.slice(0, 7)}`;
  if (gate === null) return plain(`${what}, now`);
  if (doing && next.gates.every((each) => each.open || each.gate === "no-rollout-in-the-way")) {
    const moment = doing.expectedEndAt === null ? null : { at: doing.expectedEndAt, look: "expected" as const };
    return { text: `${what}, when #${doing.number} is done`, moment };
  }
  if (automation.freeze && gate.action === "lift-freeze") {
    return {
      text: `Would deploy ${what}, but frozen until`,
      moment: { at: automation.freeze.expiresAt, look: "fixed" },
    };
  }
  if (gate.action === "change-mode" && automation.mode === "suggest") return plain(`Suggested: ${what}`);
  if (gate.action === "approve") return plain(`Waiting for approval: ${what}`);
  if (next.needsHuman) return plain(describeStandstill(view, gate.text, [gate]));
  return plain(`Would deploy ${what}. ${gate.text}`);
}

/** What lifting the freeze leads to. */
export function describeAfterLift({ next }: Pick<NowView, "next">): string {
  if (next.nextCommit === null) return `Then nothing would start at once: ${next.sentence}.`;
  const others = next.gates.find((gate) => !gate.open && gate.action !== "lift-freeze");
  const what = `${formatCommitCount(next.commitCount)} up to ${next.nextCommit.slice(0, 7)}`;
  return others ? `Then ${what} would go next, but not yet: ${others.text}.` : `Then ${what} would go at once.`;
}

/** Whether a person can start what is suggested: only the mode keeps it from starting. */
export function canStart(view: Pick<NowView, "next" | "automation">): boolean {
  const closed = view.next.gates.filter((gate) => !gate.open);
  return (
    view.automation.mode === "suggest" &&
    view.next.nextCommit !== null &&
    closed.every((gate) => gate.gate === "automation-mode")
  );
}

/** Says that waiting does not help, why, and what would: a way through one of the gates that the reason is about. */
function describeStandstill(view: NextFacts, reason: string, about: readonly GateView[]): string {
  const closed = about.find((gate) => !gate.open && gate.action !== null);
  const door = closed && findGateDoor(closed, view);
  return `Will not proceed by itself: ${reason.replace(/^Blocked: /, "")}${door ? ` → ${door.word}` : ""}`;
}

function plain(text: string): NextHeading {
  return { text, moment: null };
}
