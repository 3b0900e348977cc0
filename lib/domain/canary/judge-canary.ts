import type { CanaryInput } from "./canary-input";
import type { CanaryLook, Judgement } from "./canary-look";
import type { CanaryVerdict, VerdictReason, VerdictWord } from "./canary-verdict";
import { completeConfig, type Terms } from "./complete-config";
import { decideReason, findStop } from "./decide-reason";
import { describeVerdict } from "./describe-verdict";
import { findPhi } from "./estimate-dispersion";
import { findDetectedTimes } from "./find-detectable-times";
import { listEndpointVerdicts, listFamilyVerdicts, listMetricVerdicts } from "./list-verdicts";
import { takeLooks } from "./take-looks";

/**
 * Judges a canary by its rules and against its control: fails at the first look at which the evidence is enough,
 * otherwise passes or fails at the end of the bake, and is inconclusive whenever the numbers do not allow to say.
 */
export function judgeCanary(input: CanaryInput): CanaryVerdict {
  const judgement = reachJudgement(input);
  const { at, reason, terms } = judgement;
  return {
    verdict: verdictOfReason[reason],
    reason,
    look: at.look,
    why: describeVerdict(judgement),
    log10Evidence: tellEvidence(judgement),
    phi: findPhi(terms.compare.phi, input.history ?? [], "5xx"),
    minRequests: terms.minRequests,
    detectableTimes: findDetectedTimes(judgement),
    serverErrors: at.serverErrors,
    metrics: listMetricVerdicts(judgement),
    families: listFamilyVerdicts(judgement),
    endpoints: listEndpointVerdicts(judgement),
  };
}

/** What decides, before it is put in words. */
export function reachJudgement(input: CanaryInput): Judgement {
  const terms = completeConfig(input.config);
  const at = findDecidingLook(input, terms);
  return { at, reason: decideReason(at, terms, input), terms, input };
}

const verdictOfReason = {
  "rules-hold": "pass",
  "worse-than-control": "fail",
  evidence: "fail",
  "rule-violated": "fail",
  "source-broken": "inconclusive",
  "no-requests": "inconclusive",
  "too-few-requests": "inconclusive",
  "control-missing": "inconclusive",
  "control-too-small": "inconclusive",
  "not-receiving-traffic": "inconclusive",
  "environment-or-limit": "inconclusive",
  suspicious: "inconclusive",
  "still-watching": "inconclusive",
} as const satisfies Record<VerdictReason, VerdictWord>;

/** The first look that stops the canary, or else the last one. */
function findDecidingLook(input: CanaryInput, terms: Terms): CanaryLook {
  const looks = takeLooks(input, terms);
  let at = looks.next().value as CanaryLook;
  for (const next of looks) {
    at = next;
    if (findStop(at, terms)) break;
  }
  return at;
}

/** Of the comparison, unless there is none or a rule alone decided. */
function tellEvidence({ at: { total, findings }, reason }: Judgement): number {
  if (total && reason !== "evidence") return total.logEvidence / Math.LN10;
  return Math.max(0, ...findings.map((finding) => finding.log10Evidence));
}
