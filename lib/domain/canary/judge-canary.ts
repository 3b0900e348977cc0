import {
  type ArmHealth,
  type ArmSample,
  type CanaryInput,
  type CanaryLook,
  type CanaryVerdict,
  isSourceBroken,
  type MetricVerdict,
  type VerdictReason,
  type VerdictWord,
} from "./canary-verdict";
import { describeVerdict } from "./describe-verdict";
import {
  type CanaryRule,
  defaultCanaryRules,
  defaultMinRequests,
  describeLimit,
  judgeStaticRule,
  type RuleFinding,
} from "./judge-static-rules";
import { addRequests, type Counting, emptyTally, type Tally } from "./tally-requests";

/**
 * Judges a canary by its static rules: fails at the first look at which the evidence is enough, otherwise passes or
 * fails at the end of the bake, and is inconclusive whenever the numbers do not allow to say.
 */
export function judgeCanary(input: CanaryInput): CanaryVerdict {
  const rules = input.config?.rules ?? defaultCanaryRules;
  const minRequests = Math.max(1, input.config?.minRequests ?? defaultMinRequests(rules));
  const at = findDecidingLook(input, rules);
  const reason = findReason(at, { minRequests, final: input.final });
  return {
    verdict: verdictOfReason[reason],
    reason,
    look: at.look,
    why: describeVerdict(reason, { at, minRequests, wording: input.wording ?? {} }),
    log10Evidence: Math.max(0, ...at.findings.map((finding) => finding.log10Evidence)),
    minRequests,
    metrics: at.findings.map((finding) => toMetricVerdict(finding, { minRequests, final: input.final })),
  };
}

const verdictOfReason = {
  "rules-hold": "pass",
  evidence: "fail",
  "rule-violated": "fail",
  "source-broken": "inconclusive",
  "no-requests": "inconclusive",
  "too-few-requests": "inconclusive",
  "environment-or-limit": "inconclusive",
  "still-watching": "inconclusive",
} as const satisfies Record<VerdictReason, VerdictWord>;

/** The first look that stops the canary, or else the last one. */
function findDecidingLook(input: CanaryInput, rules: readonly CanaryRule[]): CanaryLook {
  const counting = { metrics: rules.map((rule) => rule.metric), excludeCodes: input.config?.excludeCodes ?? [] };
  let canary = emptyArm;
  let control = emptyArm;
  let seen = lookAt(0, rules, { canary, control });
  for (const [index, interval] of input.intervals.entries()) {
    canary = addSample(canary, interval.canary, counting);
    if (interval.control) control = addSample(control, interval.control, counting);
    seen = lookAt(index + 1, rules, { canary, control });
    if (seen.findings.some((finding) => finding.isStopped)) break;
  }
  return seen;
}

type Arm = { tally: Tally; health: ArmHealth };

const emptyArm: Arm = { tally: emptyTally, health: { lines: 0, unparsed: 0, error: null } };

function addSample({ tally, health }: Arm, sample: ArmSample, counting: Counting): Arm {
  const unparsed = sample.unparsed ?? 0;
  const parsed = Object.values(sample.codes).reduce((sum, count) => sum + count, 0);
  return {
    tally: addRequests(tally, sample.codes, counting),
    health: {
      lines: health.lines + parsed + unparsed,
      unparsed: health.unparsed + unparsed,
      // Only the newest read matters: what an earlier one missed was read by the next.
      error: sample.error ?? null,
    },
  };
}

function lookAt(
  look: number,
  rules: readonly CanaryRule[],
  { canary, control }: { canary: Arm; control: Arm },
): CanaryLook {
  const tallies = { canary: canary.tally, control: control.tally };
  return {
    look,
    findings: rules.map((rule) => judgeStaticRule(rule, tallies)),
    canary: canary.health,
    control: control.health,
  };
}

type Terms = { minRequests: number; final: boolean };

/** The table of decisions, in order: stopping needs no minimum, passing needs everything. */
function findReason({ findings, canary, control }: CanaryLook, { minRequests, final }: Terms): VerdictReason {
  const requests = findings[0]?.canary.n ?? 0;
  if (findings.some((finding) => finding.isStopped)) return "evidence";
  if ([canary, control].some(isSourceBroken)) return "source-broken";
  if (requests === 0) return "no-requests";
  if (requests < minRequests) return "too-few-requests";
  if (!final) return "still-watching";
  const violated = findings.filter((finding) => finding.canaryHolds === false);
  if (violated.length === 0) return "rules-hold";
  return violated.some((finding) => finding.controlHolds !== false) ? "rule-violated" : "environment-or-limit";
}

function toMetricVerdict(finding: RuleFinding, terms: Terms): MetricVerdict {
  const { rule, canary, control } = finding;
  return {
    metric: rule.metric,
    canary: { n: canary.n, bad: canary.bad },
    control: control && { n: control.n, bad: control.bad },
    limit: describeLimit(rule),
    log10Evidence: finding.log10Evidence,
    verdict: judgeMetric(finding, terms),
  };
}

function judgeMetric(finding: RuleFinding, { minRequests, final }: Terms): VerdictWord {
  if (finding.isStopped) return "fail";
  if (!final || finding.canaryHolds === null || finding.canary.n < minRequests) return "inconclusive";
  if (finding.canaryHolds) return "pass";
  return finding.controlHolds === false ? "inconclusive" : "fail";
}
