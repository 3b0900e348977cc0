import type { Judgement } from "./canary-look";
import type { EndpointVerdict, FamilyVerdict, MetricVerdict, VerdictWord } from "./canary-verdict";
import type { ArmCounts } from "./compare-arms";
import { findCulprit } from "./decide-reason";
import { type Evidence, isLarge, logEvidence } from "./gather-evidence";
import { describeGate } from "./is-large-difference";
import { describeLimit, type RuleFinding } from "./judge-static-rules";
import { type FamilyEvidence, logAmongMembers } from "./weigh-families";

/** A row for each rule, then one for each metric or quantile that is only compared. */
export function listMetricVerdicts(judgement: Judgement): MetricVerdict[] {
  const compared = listCompared(judgement).filter(({ comparison }) => comparison.family !== "endpoints");
  const ruled = new Set(judgement.terms.rules.map((rule) => rule.metric));
  return [
    ...judgement.at.findings.map((finding) => {
      const evidence = compared.find(({ comparison }) => comparison.name === finding.rule.metric);
      return toRuleRow(judgement, finding, evidence);
    }),
    ...compared
      .filter(({ comparison }) => !ruled.has(comparison.name))
      .map((evidence) => toComparisonRow(judgement, evidence)),
  ];
}

export function listFamilyVerdicts({ at }: Judgement): FamilyVerdict[] {
  return (at.total?.families ?? []).map(({ family, weight, logEvidence, leader }) => ({
    family,
    weight,
    log10Evidence: logEvidence / Math.LN10,
    isLarge: isLarge(leader),
  }));
}

/** Strongest evidence first. One is only named when it is sure that it, of all that were looked at, is worse. */
export function listEndpointVerdicts({ at, terms }: Judgement): EndpointVerdict[] {
  const family = at.total?.families.find((one) => one.family === "endpoints");
  return (family?.members ?? [])
    .map((evidence) => ({
      endpoint: evidence.comparison.name,
      canary: evidence.canary,
      control: evidence.control,
      log10Evidence: logEvidence(evidence) / Math.LN10,
      confirmed: isConfirmed({ family: family as FamilyEvidence, evidence }, terms.compare.alpha),
    }))
    .sort((a, b) => b.log10Evidence - a.log10Evidence);
}

function isConfirmed(member: { family: FamilyEvidence; evidence: Evidence }, alpha: number): boolean {
  return logAmongMembers(member) >= -Math.log(alpha) && isLarge(member.evidence);
}

function listCompared({ at }: Judgement): Evidence[] {
  return (at.total?.families ?? []).flatMap(({ members }) => members);
}

function toRuleRow(judgement: Judgement, finding: RuleFinding, evidence: Evidence | undefined): MetricVerdict {
  const { rule, canary, control, log10Evidence } = finding;
  const isStopped = finding.isStopped && judgement.reason === "evidence";
  return {
    metric: rule.metric,
    canary: { n: canary.n, bad: canary.bad },
    control: control && { n: control.n, bad: control.bad },
    difference: differBy(canary, control),
    limit: describeLimit(rule),
    log10Evidence: evidence && !isStopped ? logEvidence(evidence) / Math.LN10 : log10Evidence,
    verdict: worst([judgeRule(judgement, finding), ...(evidence ? judgeComparison(judgement, evidence) : [])]),
  };
}

function toComparisonRow(judgement: Judgement, evidence: Evidence): MetricVerdict {
  const { comparison, canary, control } = evidence;
  return {
    metric: comparison.name,
    canary,
    control,
    difference: differBy(canary, control),
    limit: describeGate(comparison.gate),
    log10Evidence: logEvidence(evidence) / Math.LN10,
    verdict: worst(judgeComparison(judgement, evidence)),
  };
}

export function failsRule(judgement: Judgement, finding: RuleFinding): boolean {
  return judgeRule(judgement, finding) === "fail";
}

function judgeRule({ terms, input }: Judgement, finding: RuleFinding): VerdictWord {
  if (finding.isStopped) return "fail";
  if (!input.final || finding.canaryHolds === null || finding.canary.n < terms.minRequests) return "inconclusive";
  if (finding.canaryHolds) return "pass";
  return finding.controlHolds === false ? "inconclusive" : "fail";
}

/** No word at all where one of the arms has answered nothing: then nothing was compared. */
function judgeComparison(judgement: Judgement, evidence: Evidence): VerdictWord[] {
  const { reason, terms, input, at } = judgement;
  if (evidence.canary.n === 0 || evidence.control.n === 0) return [];
  if (findCulprit(judgement)?.evidence === evidence) return [reason === "suspicious" ? "inconclusive" : "fail"];
  const isEnough = at.requests.canary >= terms.minRequests && at.requests.control >= terms.compare.minControlRequests;
  return [input.final && isEnough ? "pass" : "inconclusive"];
}

const worstFirst = ["fail", "inconclusive", "pass"] as const satisfies readonly VerdictWord[];

function worst(words: readonly VerdictWord[]): VerdictWord {
  return worstFirst.find((word) => words.includes(word)) ?? "inconclusive";
}

function differBy(canary: ArmCounts, control: ArmCounts | null): MetricVerdict["difference"] {
  if (!control || canary.n === 0 || control.n === 0) return null;
  const [rate, usual] = [canary.bad / canary.n, control.bad / control.n];
  return { points: (rate - usual) * 100, times: usual > 0 ? rate / usual : null };
}
