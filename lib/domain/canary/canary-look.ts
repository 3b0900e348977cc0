import type { CanaryInput } from "./canary-input";
import type { VerdictReason } from "./canary-verdict";
import type { ArmCounts } from "./compare-arms";
import type { Terms } from "./complete-config";
import type { RuleFinding } from "./judge-static-rules";
import type { TotalEvidence } from "./weigh-families";

/** What was found up to a look, before it is put in words. */
export type CanaryLook = {
  look: number;
  findings: readonly RuleFinding[];
  /** Null while nothing is compared. */
  total: TotalEvidence | null;
  canary: ArmHealth;
  control: ArmHealth;
  /** Of the canary, whatever the rules are. */
  serverErrors: ArmCounts;
  /** Requests that count. */
  requests: { canary: number; control: number };
};

/** Log lines of an arm so far. */
export type ArmHealth = {
  lines: number;
  unparsed: number;
  /** Why the newest read failed. Only that matters: what an earlier one missed was read by the next. */
  error: string | null;
  /** How far the clock of a host was off at the newest read. */
  clockOffsetMs: number;
};

export type SourceFault = "unreadable" | "unparsed" | "clock";

/** Log lines that may be unreadable before the source counts as broken: percent. */
const maxUnparsedPercent = 1;

/** Why an arm's numbers allow no verdict: they are missing, not understood, or of the wrong interval. */
export function findSourceFault(arm: ArmHealth, intervalSeconds: number): SourceFault | null {
  if (arm.error !== null) return "unreadable";
  if (arm.unparsed * 100 > arm.lines * maxUnparsedPercent) return "unparsed";
  return Math.abs(arm.clockOffsetMs) > (intervalSeconds * 1000) / 2 ? "clock" : null;
}

/** A look, and what was decided at it. */
export type Judgement = { at: CanaryLook; reason: VerdictReason; terms: Terms; input: CanaryInput };
