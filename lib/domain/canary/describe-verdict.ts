import {
  type ArmHealth,
  type CanaryInput,
  type CanaryLook,
  isSourceBroken,
  type VerdictReason,
} from "./canary-verdict";
import { formatCount, formatShare, formatTimes, formatWatch } from "./format-figures";
import { type ArmCount, describeLimit, type RuleFinding } from "./judge-static-rules";
import { evidenceAlpha } from "./weigh-evidence";

/** Odds beyond this are not told apart: nobody can know a model that well. */
const largestOdds = 1_000_000;

type Scene = { at: CanaryLook; minRequests: number; wording: NonNullable<CanaryInput["wording"]> };

/** The verdict as a sentence or two, with the numbers in it. */
export function describeVerdict(reason: VerdictReason, scene: Scene): string {
  return sentences[reason](scene);
}

const sentences = {
  "rules-hold": (scene) => `Passed: ${listFindings(scene, scene.at.findings)}.`,
  evidence: describeEvidence,
  "rule-violated": (scene) => `Failed: ${listFindings(scene, findBlamed(scene))}.`,
  "source-broken": describeBrokenSource,
  "no-requests": ({ wording }) => `No verdict: no request has reached ${nameCanary(wording)}.`,
  "too-few-requests": ({ at, minRequests, wording }) =>
    `No verdict: ${nameCanary(wording)} has answered ${formatCount(countRequests(at))} of the ${formatCount(minRequests)} requests needed.`,
  "environment-or-limit": (scene) =>
    `No verdict: ${listFindings(scene, findViolated(scene))}. ${capitalise(nameControl(scene.wording))} does not hold the limit either, so the environment or the limit is at fault.`,
  "still-watching": (scene) =>
    `Watching: ${listFindings(scene, scene.at.findings)}. It can pass only at the end of the bake.`,
} as const satisfies Record<VerdictReason, (scene: Scene) => string>;

function describeEvidence(scene: Scene): string {
  const { at, wording } = scene;
  const when = wording.watchedSeconds === undefined ? `look ${at.look}` : formatWatch(wording.watchedSeconds);
  const stopped = at.findings.filter((finding) => finding.isStopped).sort((a, b) => b.log10Evidence - a.log10Evidence);
  const odds = formatCount(oddsOf(stopped[0]?.log10Evidence ?? 0));
  return (
    `Failed at ${when}: ${listFindings(scene, stopped)}. If the true share were at the limit, evidence this strong would ` +
    `appear in fewer than 1 of ${odds} canaries (limit 1 in ${Math.round(1 / evidenceAlpha)}).`
  );
}

function describeBrokenSource({ at, wording }: Scene): string {
  const [arm, name]: [ArmHealth, string] = isSourceBroken(at.canary)
    ? [at.canary, nameCanary(wording)]
    : [at.control, nameControl(wording)];
  if (arm.error !== null) return `No verdict: the access log of ${name} cannot be read: ${arm.error}`;
  return `No verdict: ${formatCount(arm.unparsed)} of ${formatCount(arm.lines)} log lines of ${name} cannot be understood; is the log format right?`;
}

function listFindings(scene: Scene, findings: readonly RuleFinding[]): string {
  return findings.map((finding) => describeFinding(scene, finding)).join("; ");
}

/** "5xx 0.33 % (20 of 6,000) on web1 against 0.05 % (9 of 18,000) on web2-4, 6.7 times, limit < 0.5 %" */
function describeFinding({ wording }: Scene, { rule, canary, control }: RuleFinding): string {
  const parts = [`${rule.metric} ${describeArm(canary, rule.pct)} on ${nameCanary(wording)}`];
  if (control) parts[0] += ` against ${describeArm(control, rule.pct)} on ${nameControl(wording)}`;
  // "2 times" is only clear where the share shown is the share of bad requests.
  const isComparable = control !== null && control.bad > 0 && canary.bad === canary.matched;
  const times = isComparable ? canary.bad / canary.n / (control.bad / control.n) : 0;
  if (times >= 1.5) parts.push(`${formatTimes(times)} times`);
  return [...parts, `limit ${describeLimit(rule)}`].join(", ");
}

function describeArm({ matched, n }: ArmCount, limitPercent: number): string {
  return `${formatShare(matched, n, limitPercent)} (${formatCount(matched)} of ${formatCount(n)})`;
}

function findViolated({ at }: Scene): RuleFinding[] {
  return at.findings.filter((finding) => finding.canaryHolds === false);
}

/** Violated by the canary, and not by the control. */
function findBlamed(scene: Scene): RuleFinding[] {
  return findViolated(scene).filter((finding) => finding.controlHolds !== false);
}

function countRequests(at: CanaryLook): number {
  return at.findings[0]?.canary.n ?? 0;
}

/** A round number that the odds are at least: 2 digits, rounded down, capped. */
function oddsOf(log10Evidence: number): number {
  const odds = Math.min(largestOdds, 10 ** log10Evidence);
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(odds)) - 1);
  return Math.floor(odds / unit) * unit;
}

function nameCanary(wording: Scene["wording"]): string {
  return wording.canary ?? "the canary";
}

function nameControl(wording: Scene["wording"]): string {
  return wording.control ?? "the control";
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
