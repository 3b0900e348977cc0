import type { CanaryInterval } from "./canary-input";
import { type ArmCounts, type ArmPair, compareArms } from "./compare-arms";
import { isLargeDifference } from "./is-large-difference";
import { type Comparison, countPair } from "./list-comparisons";
import { logMean } from "./log-factorial";

/** What speaks against the canary in one comparison, up to a look. */
export type Evidence = ArmPair & {
  comparison: Comparison;
  /** For each odds ratio, log of the product of the likelihood ratios of all intervals. */
  logs: readonly number[];
};

export function beginEvidence(comparison: Comparison): Evidence {
  const nothing = { n: 0, bad: 0 };
  return { comparison, canary: nothing, control: nothing, logs: comparison.odds.map(() => 0) };
}

/**
 * Adds one interval. The arms are only ever compared within an interval, so a bad minute of all hosts is nobody's fault
 * whatever share of it the canary answered.
 */
export function addInterval(evidence: Evidence, interval: CanaryInterval): Evidence {
  const { comparison, logs } = evidence;
  const pair = countPair(interval, comparison.count);
  if (!pair) return evidence;
  const more = compareArms(pair, comparison.odds);
  return {
    comparison,
    canary: addCounts(evidence.canary, pair.canary),
    control: addCounts(evidence.control, pair.control),
    logs: logs.map((log, index) => log + (more[index] ?? 0) / comparison.phi),
  };
}

/**
 * log of the evidence: the mean over the odds ratios. If the versions are equal, the chance that it ever reaches X, at
 * any look, is at most 1/X (Ville's inequality).
 */
export function logEvidence({ logs }: Evidence): number {
  return logMean(logs);
}

export function isLarge(evidence: Evidence): boolean {
  return isLargeDifference(evidence, evidence.comparison.gate);
}

function addCounts(a: ArmCounts, b: ArmCounts): ArmCounts {
  return { n: a.n + b.n, bad: a.bad + b.bad };
}
