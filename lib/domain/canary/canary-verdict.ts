import type { CanaryRule, RuleFinding } from "./judge-static-rules";
import type { StatusCodes } from "./tally-requests";

export const verdictWords = ["pass", "fail", "inconclusive"] as const;
export type VerdictWord = (typeof verdictWords)[number];

/** Why the verdict is what it is. */
export const verdictReasons = [
  /** pass: every rule holds at the end of the bake. */
  "rules-hold",
  /** fail, at any look: the errors cannot be chance. */
  "evidence",
  /** fail, at the end: a rule does not hold on the canary. */
  "rule-violated",
  /** inconclusive: the access log cannot be read or understood. */
  "source-broken",
  "no-requests",
  "too-few-requests",
  /** inconclusive: a rule does not hold on the control either. */
  "environment-or-limit",
  /** inconclusive: the bake has not ended. */
  "still-watching",
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

/** What the hosts of one arm answered in one interval. */
export type ArmSample = {
  codes: StatusCodes;
  /** Log lines that could not be understood. */
  unparsed?: number | undefined;
  /** Why the log could not be read; then nothing is known of this interval. */
  error?: string | null | undefined;
};

export type CanaryInterval = { canary: ArmSample; control?: ArmSample | null | undefined };

export type CanaryConfig = {
  /** Default: the article's two rules. */
  rules?: readonly CanaryRule[] | undefined;
  /** Default: as many as the strictest rule needs. */
  minRequests?: number | undefined;
  /** Status codes that do not count at all. */
  excludeCodes?: readonly number[] | undefined;
};

export type CanaryInput = {
  config?: CanaryConfig | undefined;
  /** Oldest first. */
  intervals: readonly CanaryInterval[];
  /** The bake has ended: only then may a canary pass. */
  final: boolean;
  /** How sentences call the arms, and for how long the canary has been watched, when known. */
  wording?: { canary?: string; control?: string; watchedSeconds?: number } | undefined;
};

export type MetricVerdict = {
  metric: string;
  /** `bad`: requests that count against the rule. */
  canary: { n: number; bad: number };
  control: { n: number; bad: number } | null;
  /** e.g. "< 0.5 %" */
  limit: string;
  log10Evidence: number;
  verdict: VerdictWord;
};

export type CanaryVerdict = {
  verdict: VerdictWord;
  reason: VerdictReason;
  /** 1-based interval at which the verdict was reached; 0 = there was none to look at. */
  look: number;
  /** What a person reads. */
  why: string;
  /** Strongest evidence of any rule against the canary. */
  log10Evidence: number;
  minRequests: number;
  metrics: MetricVerdict[];
};

/** Log lines that may be unreadable before the source counts as broken: percent. */
export const maxUnparsedPercent = 1;

/** What was found up to a look, before it is put in words. */
export type CanaryLook = { look: number; findings: RuleFinding[]; canary: ArmHealth; control: ArmHealth };

/** Log lines of an arm so far; `error`: why the newest read failed. */
export type ArmHealth = { lines: number; unparsed: number; error: string | null };

/** A source whose newest read failed, or of which too much cannot be understood, allows no verdict. */
export function isSourceBroken({ lines, unparsed, error }: ArmHealth): boolean {
  return error !== null || unparsed * 100 > lines * maxUnparsedPercent;
}
