import { type ArmHealth, findSourceFault, type Judgement, type SourceFault } from "./canary-look";
import type { VerdictReason } from "./canary-verdict";
import { describeBlame, describeEndpoint, describeSensitivity, describeUncompared } from "./describe-comparison";
import { formatCount, formatOdds, formatShare, formatTimes, formatWatch } from "./format-figures";
import { type ArmCount, describeLimit, type RuleFinding } from "./judge-static-rules";
import { capitalise, nameCanary, nameControl } from "./name-arms";

/** The verdict as a sentence or two, with the numbers in it. */
export function describeVerdict(judgement: Judgement): string {
  return sentences[judgement.reason](judgement);
}

const sentences = {
  "rules-hold": (scene) =>
    join([`Passed: ${listFindings(scene, scene.at.findings)}.`, describeSensitivity(scene), describeUncompared(scene)]),
  "worse-than-control": (scene) =>
    join([`Failed at ${tellWhen(scene)}: ${describeBlame(scene)}.`, tellOdds(scene), describeEndpoint(scene)]),
  evidence: describeStop,
  "rule-violated": (scene) => `Failed: ${listFindings(scene, findViolated(scene, [true, null]))}.`,
  "source-broken": describeBrokenSource,
  "no-requests": ({ input }) => `No verdict: no request has reached ${nameCanary(input)}.`,
  "too-few-requests": ({ at, terms, input }) =>
    `No verdict: ${nameCanary(input)} has answered ${formatCount(at.requests.canary)} of the ${formatCount(terms.minRequests)} requests needed.`,
  "control-missing": ({ input }) =>
    `No verdict: no request has reached ${nameControl(input)}, so there is nothing to compare ${nameCanary(input)} with.`,
  "control-too-small": ({ at, terms, input }) =>
    `No verdict: ${nameControl(input)} has answered ${formatCount(at.requests.control)} of the ${formatCount(terms.compare.minControlRequests)} requests needed to compare with.`,
  "not-receiving-traffic": describeLostTraffic,
  "environment-or-limit": (scene) =>
    `No verdict: ${listFindings(scene, findViolated(scene, [false]))}. ${capitalise(nameControl(scene.input))} does not hold the limit either, so the environment or the limit is at fault.`,
  suspicious: (scene) =>
    join([
      `No verdict: ${describeBlame(scene)}.`,
      `${tellOdds(scene)} That is suspicious, but not enough to fail.`,
      describeEndpoint(scene),
    ]),
  "still-watching": (scene) =>
    `Watching: ${listFindings(scene, scene.at.findings)}. It can pass only at the end of the bake.`,
} as const satisfies Record<VerdictReason, (scene: Judgement) => string>;

function describeStop(scene: Judgement): string {
  const stopped = scene.at.findings
    .filter((finding) => finding.isStopped)
    .sort((a, b) => b.log10Evidence - a.log10Evidence);
  const odds = formatOdds(stopped[0]?.log10Evidence ?? 0);
  return (
    `Failed at ${tellWhen(scene)}: ${listFindings(scene, stopped)}. If the true share were at the limit, evidence this ` +
    `strong would appear in fewer than 1 of ${odds} canaries (limit 1 in ${tellLimit(scene)}).`
  );
}

function tellOdds(scene: Judgement): string {
  const odds = formatOdds((scene.at.total?.logEvidence ?? 0) / Math.LN10);
  return `If the versions were equal, evidence this strong would appear in fewer than 1 of ${odds} canaries (limit 1 in ${tellLimit(scene)}).`;
}

function tellLimit({ terms }: Judgement): string {
  return formatCount(Math.round(1 / terms.compare.alpha));
}

function tellWhen({ at, input }: Judgement): string {
  const seconds = input.wording?.watchedSeconds;
  return seconds === undefined ? `look ${at.look}` : formatWatch(seconds);
}

function describeBrokenSource({ at, terms, input }: Judgement): string {
  const faultOf = (arm: ArmHealth) => findSourceFault(arm, terms.intervalSeconds);
  const [arm, name] = faultOf(at.canary) ? [at.canary, nameCanary(input)] : [at.control, nameControl(input)];
  return `No verdict: ${faults[faultOf(arm) ?? "unreadable"](arm, name)}`;
}

const faults = {
  unreadable: ({ error }, name) => `the access log of ${name} cannot be read: ${error}`,
  unparsed: ({ unparsed, lines }, name) =>
    `${formatCount(unparsed)} of ${formatCount(lines)} log lines of ${name} cannot be understood; is the log format right?`,
  clock: ({ clockOffsetMs }, name) =>
    `the clock of ${name} is off by ${formatCount(Math.round(Math.abs(clockOffsetMs) / 1000))} s, so its requests cannot be compared with those of other hosts at the same time.`,
} as const satisfies Record<SourceFault, (arm: ArmHealth, name: string) => string>;

function describeLostTraffic({ at: { requests }, input }: Judgement): string {
  const before = input.baseline?.requests ?? { canary: 0, control: 0 };
  const [share, usual] = [requests, before].map(({ canary, control }) => formatShare(canary, canary + control, 50));
  return `No verdict: ${nameCanary(input)} answers ${share} of all requests, and answered ${usual} before the deploy. Does it still receive traffic?`;
}

function listFindings(scene: Judgement, findings: readonly RuleFinding[]): string {
  return findings.map((finding) => describeFinding(scene, finding)).join("; ");
}

/** "5xx 0.33 % (20 of 6,000) on web1 against 0.05 % (9 of 18,000) on web2-4, 6.7 times, limit < 0.5 %" */
function describeFinding({ input }: Judgement, { rule, canary, control }: RuleFinding): string {
  const parts = [`${rule.metric} ${describeArm(canary, rule.pct)} on ${nameCanary(input)}`];
  if (control) parts[0] += ` against ${describeArm(control, rule.pct)} on ${nameControl(input)}`;
  // "2 times" is only clear where the share shown is the share of bad requests.
  const isComparable = control !== null && control.bad > 0 && canary.bad === canary.matched;
  const times = isComparable ? canary.bad / canary.n / (control.bad / control.n) : 0;
  if (times >= 1.5) parts.push(`${formatTimes(times)} times`);
  return [...parts, `limit ${describeLimit(rule)}`].join(", ");
}

function describeArm({ matched, n }: ArmCount, limitPercent: number): string {
  return `${formatShare(matched, n, limitPercent)} (${formatCount(matched)} of ${formatCount(n)})`;
}

/** Violated by the canary, where the control holds the rule, does not, or cannot tell (null). */
function findViolated({ at }: Judgement, control: readonly (boolean | null)[]): RuleFinding[] {
  return at.findings.filter((finding) => finding.canaryHolds === false && control.includes(finding.controlHolds));
}

function join(sentences: readonly (string | null)[]): string {
  return sentences.filter(Boolean).join(" ");
}
