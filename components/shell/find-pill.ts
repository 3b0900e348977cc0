import { modeWord } from "@/components/dialogs/automation-modes";
import type { Status } from "@/components/ui/status";
import type { AutomationMode, NowView, ProjectSummary } from "@/lib/contracts/views";

interface PillFacts {
  isHalted: boolean;
  /** A rollout asks a question, or one of the backlog is offered. */
  asks: boolean;
  /** Something else that only a person can put right. */
  needsHuman: boolean;
  isFrozen: boolean;
  /** Nobody is there to act: what the automation would do says nothing. */
  isDead: boolean;
  mode: AutomationMode;
}

/** What the automation of a project does, in a word; what a person has to do comes first. */
export function findPill({ automation, next, doing, backlogOffer, workersAlive }: NowView): Status {
  return choosePill({
    isHalted: automation.halted !== null,
    asks: doing?.question != null || backlogOffer !== null,
    needsHuman: next.needsHuman,
    isFrozen: automation.freeze !== null,
    isDead: workersAlive === 0,
    mode: automation.mode,
  });
}

/** The same of a project in the list, as far as the list knows. */
export function summarizePill({ halted, frozen, doing, mode }: ProjectSummary): Status {
  const asks = doing?.question != null || doing?.state === "proposed";
  const needsHuman = doing?.state === "held";
  return choosePill({ isHalted: halted, asks, needsHuman, isFrozen: frozen, isDead: false, mode });
}

function choosePill(facts: PillFacts): Status {
  if (facts.isHalted) return { code: "hold", word: "Halted" };
  if (facts.asks) return { code: "hold", word: "Approval" };
  if (facts.needsHuman) return { code: "hold", word: "Needs you" };
  if (facts.isDead) return { code: "unknown", word: "No worker" };
  if (facts.isFrozen) return { code: "frozen", word: "Frozen" };
  return { code: facts.mode === "suggest" || facts.mode === "confirm" ? "wait" : "run", word: modeWord(facts.mode) };
}
