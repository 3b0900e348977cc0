import type { CanaryInput } from "./canary-input";
import { type CanaryLook, findSourceFault, type Judgement } from "./canary-look";
import type { VerdictReason } from "./canary-verdict";
import type { Terms } from "./complete-config";
import { type Blamed, findBlamed, type TotalEvidence } from "./weigh-families";

/** Evidence from which on a difference is too unlikely to be chance for a pass. */
const suspicious = 10;

/** The table of decisions, in its order: stopping needs no minimum, passing needs everything. */
export function decideReason(at: CanaryLook, terms: Terms, input: CanaryInput): VerdictReason {
  return findStop(at, terms) ?? findGap(at, terms, input) ?? weighUp(at, input.final);
}

/** What fails the canary at once, at whatever look. */
export function findStop({ total, findings, requests }: CanaryLook, { compare }: Terms): VerdictReason | null {
  if (requests.canary === 0) return null;
  if (total && blameAt(total, 1 / compare.alpha)) return "worse-than-control";
  return findings.some((finding) => finding.isStopped) ? "evidence" : null;
}

/** What the difference to the control is blamed on, where that decided. */
export function findCulprit({ at: { total }, reason, terms }: Judgement): Blamed | null {
  if (!total) return null;
  if (reason === "worse-than-control") return blameAt(total, 1 / terms.compare.alpha);
  return reason === "suspicious" ? blameAt(total, suspicious) : null;
}

function blameAt(total: TotalEvidence, enough: number): Blamed | null {
  return total.logEvidence >= Math.log(enough) ? findBlamed(total, Math.log(enough)) : null;
}

/** What is missing for any other verdict. */
function findGap(at: CanaryLook, terms: Terms, { baseline }: CanaryInput): VerdictReason | null {
  const { canary, control } = at.requests;
  const { minControlRequests } = terms.compare;
  if ([at.canary, at.control].some((arm) => findSourceFault(arm, terms.intervalSeconds))) return "source-broken";
  if (control >= minControlRequests && hasLostTraffic(at.requests, baseline?.requests)) return "not-receiving-traffic";
  if (canary === 0) return "no-requests";
  if (canary < terms.minRequests) return "too-few-requests";
  if (terms.needsControl && control === 0) return "control-missing";
  if (terms.needsControl && control < minControlRequests) return "control-too-small";
  return null;
}

type Requests = { canary: number; control: number };

/** Less than half of its share of before the deploy: a host that crashes at once logs nothing bad, and nothing else. */
function hasLostTraffic(now: Requests, before: Requests | undefined): boolean {
  if (!before || before.canary === 0 || before.control === 0) return false;
  return 2 * now.canary * (before.canary + before.control) < before.canary * (now.canary + now.control);
}

function weighUp({ findings, total }: CanaryLook, final: boolean): VerdictReason {
  const violated = findings.filter((finding) => finding.canaryHolds === false);
  if (final && violated.some((finding) => finding.controlHolds !== false)) return "rule-violated";
  if (final && violated.length > 0) return "environment-or-limit";
  if (total && blameAt(total, suspicious)) return "suspicious";
  return final ? "rules-hold" : "still-watching";
}
