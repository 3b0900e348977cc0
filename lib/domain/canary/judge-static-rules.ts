import { articleServerErrorPercent, articleSuccessPercent } from "../article-rules";
import { type ComparisonOperator, complementPercent, countRequestsToShow, isShare } from "./exact-percent";
import { addRequests, emptyTally, type Metric, type StatusCodes, type Tally } from "./tally-requests";
import { type EvidenceNeed, isEvidenceEnough, weighAgainstLimit } from "./weigh-against-limit";

/** What must hold, e.g. 5xx < 0.5 (percent of all requests that count). */
export type CanaryRule = { metric: Metric; op: ComparisonOperator; pct: number };

/** The article's rules. */
export const defaultCanaryRules: readonly CanaryRule[] = [
  { metric: "5xx", op: "<", pct: articleServerErrorPercent },
  { metric: "2xx", op: ">=", pct: articleSuccessPercent },
];

/** `matched`: requests of the rule's metric. `bad`: requests that count against the rule (for `2xx >= 90`, all but 2xx). */
export type ArmCount = { n: number; matched: number; bad: number };

export type RuleFinding = {
  rule: CanaryRule;
  canary: ArmCount;
  /** Null without a control, or while it has answered nothing. */
  control: ArmCount | null;
  log10Evidence: number;
  /** Evidence against the canary that is enough at any look. */
  isStopped: boolean;
  /** Point estimates; null while there is no request to speak of. */
  canaryHolds: boolean | null;
  controlHolds: boolean | null;
};

/** Looks at one rule: the exact comparison, and the evidence that allows to stop early. */
export function judgeStaticRule(
  rule: CanaryRule,
  arms: { canary: Tally; control: Tally },
  need: EvidenceNeed,
): RuleFinding {
  const canary = countArm(rule, arms.canary);
  const control = arms.control.total > 0 ? countArm(rule, arms.control) : null;
  const controlHolds = control && holdsRule(rule, control);
  const log10Evidence = weighAgainstLimit({ bad: canary.bad, total: canary.n }, allowedBadPercent(rule) / 100);
  return {
    rule,
    canary,
    control,
    log10Evidence,
    // A control over the limit too means that the environment or the limit is at fault, not the new revision.
    isStopped: controlHolds !== false && isEvidenceEnough(log10Evidence, canary.bad, need),
    canaryHolds: holdsRule(rule, canary),
    controlHolds,
  };
}

/** Requests the canary must have answered before the point estimates are believed, unless the project says otherwise. */
export function defaultMinRequests(rules: readonly CanaryRule[]): number {
  const needed = rules.map((rule) => countRequestsToShow(allowedBadPercent(rule))).filter((count) => count !== null);
  return needed.length > 0 ? Math.max(...needed) : (countRequestsToShow(articleServerErrorPercent) ?? 1);
}

/** What of these requests a rule speaks of. */
export function countForRule(rule: CanaryRule, codes: StatusCodes, excludeCodes: readonly number[]): ArmCount {
  return countArm(rule, addRequests(emptyTally, codes, { metrics: [rule.metric], excludeCodes }));
}

/** "< 0.5 %" */
export function describeLimit({ op, pct }: CanaryRule): string {
  return `${op} ${pct} %`;
}

function countArm(rule: CanaryRule, tally: Tally): ArmCount {
  const matched = tally.matched.get(rule.metric) ?? 0;
  return { n: tally.total, matched, bad: isUpperLimit(rule) ? matched : tally.total - matched };
}

function holdsRule({ op, pct }: CanaryRule, { n, matched }: ArmCount): boolean | null {
  return n === 0 ? null : isShare({ count: matched, total: n }, op, pct);
}

function allowedBadPercent(rule: CanaryRule): number {
  return isUpperLimit(rule) ? rule.pct : complementPercent(rule.pct);
}

function isUpperLimit({ op }: CanaryRule): boolean {
  return op === "<" || op === "<=";
}
