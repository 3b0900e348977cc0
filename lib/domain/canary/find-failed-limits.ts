import type { CanaryInput } from "./canary-input";
import { findCulprit } from "./decide-reason";
import { reachJudgement } from "./judge-canary";
import { failsRule } from "./list-verdicts";

/** Limits that failed the canary: rules as the project file writes them ("5xx < 0.5"), and the family that was compared. */
export function findFailedLimits(input: CanaryInput): string[] {
  const judgement = reachJudgement(input);
  const rules = judgement.at.findings
    .filter((finding) => failsRule(judgement, finding))
    .map(({ rule }) => nameRule(rule));
  const family = judgement.reason === "worse-than-control" ? findCulprit(judgement)?.family.family : undefined;
  return family ? [...rules, family] : rules;
}

export function nameRule({ metric, op, pct }: { metric: string; op: string; pct: number }): string {
  return `${metric} ${op} ${pct}`;
}
