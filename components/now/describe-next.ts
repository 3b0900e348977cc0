import type { NowView } from "@/lib/contracts/views";

/**
 * The heading of Next, put together from the server's decision: what would go, and the first gate that keeps it from
 * going. Nothing is decided here.
 */
export function describeNext(view: Pick<NowView, "next" | "doing" | "automation">): string {
  const { next, doing } = view;
  if (next.nextCommit === null) return next.sentence;
  const what = `${next.commitCount} ${next.commitCount === 1 ? "commit" : "commits"} → ${next.nextCommit.slice(0, 7)}`;
  if (next.blockedBy === null) return `${what}, now`;
  const gate = next.gates.find((each) => each.gate === next.blockedBy);
  if (doing && next.gates.filter((each) => !each.open).every((each) => each.gate === "no-rollout-in-the-way")) {
    return `${what}, when #${doing.number} is done`;
  }
  if (next.blockedBy === "automation-mode") return `Suggested: ${what}`;
  return `Would go: ${what}. ${gate?.text ?? next.sentence}`;
}

/** Whether a person can start what is suggested: only the mode keeps it from starting. */
export function canStart(view: Pick<NowView, "next" | "automation">): boolean {
  const closed = view.next.gates.filter((gate) => !gate.open).map((gate) => gate.gate);
  return (
    view.automation.mode === "suggest" &&
    view.next.nextCommit !== null &&
    closed.every((gate) => gate === "automation-mode")
  );
}
