import type { Judgement } from "./canary-look";
import type { ComparisonFamily, EndpointVerdict } from "./canary-verdict";
import type { ArmCounts, ArmPair } from "./compare-arms";
import { findCulprit } from "./decide-reason";
import { findDetectedTimes } from "./find-detectable-times";
import { formatCount, formatShare, formatTimes } from "./format-figures";
import type { Evidence } from "./gather-evidence";
import { isLargeDifference } from "./is-large-difference";
import { endpointMetric } from "./list-comparisons";
import { listEndpointVerdicts } from "./list-verdicts";
import { nameCanary, nameControl } from "./name-arms";

/** "5xx 0.33 % (20 of 6,000) on web1 against 0.05 % (9 of 18,000) on web2-4, 6.7 times" */
export function describeBlame(judgement: Judgement): string {
  const culprit = findCulprit(judgement);
  if (!culprit) return "";
  const { family, evidence } = culprit;
  if (family.family !== "endpoints") return describePair(judgement, nameMetric(evidence), evidence);
  const all = { canary: addUp(family.members, "canary"), control: addUp(family.members, "control") };
  const worst = findWorst(judgement);
  if (!worst) return `${describePair(judgement, endpointMetric, all)}, spread over the endpoints`;
  // A bad endpoint of little traffic does not show in the whole.
  const isPlain = isLargeDifference(all, evidence.comparison.gate);
  return isPlain
    ? describePair(judgement, endpointMetric, all)
    : describePair(judgement, `${endpointMetric} on ${worst.endpoint}`, worst);
}

/** The endpoint to look at first, when it is sure. */
export function describeEndpoint(judgement: Judgement): string | null {
  const worst = findWorst(judgement);
  return worst ? `Worst: ${worst.endpoint}, ${formatCount(worst.canary.bad)} errors.` : null;
}

function findWorst(judgement: Judgement): EndpointVerdict | undefined {
  return listEndpointVerdicts(judgement).find((endpoint) => endpoint.confirmed);
}

/** What a difference would have to be like to be noticed: no evidence of a difference is no proof that there is none. */
export function describeSensitivity(judgement: Judgement): string | null {
  const isCompared = judgement.at.total?.families.some(({ family }) => family === "5xx") ?? false;
  const times = findDetectedTimes(judgement);
  if (times !== null)
    return `${times} times as many 5xx as on ${nameControl(judgement.input)} would have been noticed.`;
  return isCompared ? `Too little traffic to notice more 5xx than on ${nameControl(judgement.input)}.` : null;
}

/** What was to be compared and was not, so that nobody takes it for good. */
export function describeUncompared({ at, terms }: Judgement): string | null {
  const compared = new Set(at.total?.families.map(({ family }) => family));
  const wanted: [ComparisonFamily, string, boolean][] = [
    ["latency", "latency", terms.latency !== null],
    ["endpoints", "endpoints", terms.endpoints !== null],
  ];
  const missing = wanted.filter(([family, , isWanted]) => isWanted && !compared.has(family)).map(([, word]) => word);
  return missing.length > 0 ? `Not compared, because nothing was measured: ${missing.join(" and ")}.` : null;
}

function describePair({ input }: Judgement, what: string, { canary, control }: ArmPair): string {
  const sentence = `${what} ${describeCounts(canary)} on ${nameCanary(input)} against ${describeCounts(control)} on ${nameControl(input)}`;
  if (control.bad === 0) return sentence;
  return `${sentence}, ${formatTimes((canary.bad * control.n) / (canary.n * control.bad))} times`;
}

function describeCounts({ n, bad }: ArmCounts): string {
  return `${formatShare(bad, n, 0)} (${formatCount(bad)} of ${formatCount(n)})`;
}

function nameMetric({ comparison: { family, name } }: Evidence): string {
  if (family === "latency") return `requests slower than ${name} was before the deploy`;
  return name.startsWith("2") ? `all but ${name}` : name;
}

function addUp(members: readonly Evidence[], arm: "canary" | "control"): ArmCounts {
  return members.reduce((sum, { [arm]: { n, bad } }) => ({ n: sum.n + n, bad: sum.bad + bad }), { n: 0, bad: 0 });
}
