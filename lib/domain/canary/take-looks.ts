import type { ArmSample, CanaryInput } from "./canary-input";
import type { ArmHealth, CanaryLook } from "./canary-look";
import type { Terms } from "./complete-config";
import { addInterval, beginEvidence, type Evidence } from "./gather-evidence";
import { judgeStaticRule } from "./judge-static-rules";
import { listComparisons } from "./list-comparisons";
import { addRequests, type Counting, countRequests, emptyTally, type Tally } from "./tally-requests";
import { weighFamilies } from "./weigh-families";

/** What is known before the first interval, and after each. */
export function* takeLooks(input: CanaryInput, terms: Terms): Generator<CanaryLook, void> {
  const metrics = [...new Set(["5xx", ...terms.rules.map((rule) => rule.metric)])];
  const counting = { metrics, excludeCodes: terms.excludeCodes };
  let canary = emptyArm;
  let control = emptyArm;
  let gathered = listComparisons(input, terms).map(beginEvidence);
  for (const interval of input.carried ?? []) gathered = gathered.map((evidence) => addInterval(evidence, interval));
  yield look(0, terms, { canary, control, gathered });
  for (const [index, interval] of input.intervals.entries()) {
    canary = addSample(canary, interval.canary, counting);
    if (interval.control) control = addSample(control, interval.control, counting);
    gathered = gathered.map((evidence) => addInterval(evidence, interval));
    yield look(index + 1, terms, { canary, control, gathered });
  }
}

type Arm = { tally: Tally; health: ArmHealth };

const emptyArm: Arm = { tally: emptyTally, health: { lines: 0, unparsed: 0, error: null, clockOffsetMs: 0 } };

function addSample({ tally, health }: Arm, sample: ArmSample, counting: Counting): Arm {
  const unparsed = sample.unparsed ?? 0;
  return {
    tally: addRequests(tally, sample.codes, counting),
    health: {
      lines: health.lines + countRequests(sample.codes) + unparsed,
      unparsed: health.unparsed + unparsed,
      error: sample.error ?? null,
      clockOffsetMs: sample.clockOffsetMs ?? 0,
    },
  };
}

type Seen = { canary: Arm; control: Arm; gathered: readonly Evidence[] };

function look(number: number, { rules, compare }: Terms, { canary, control, gathered }: Seen): CanaryLook {
  const tallies = { canary: canary.tally, control: control.tally };
  return {
    look: number,
    findings: rules.map((rule) => judgeStaticRule(rule, tallies, compare)),
    total: weighFamilies(gathered),
    canary: canary.health,
    control: control.health,
    serverErrors: { n: canary.tally.total, bad: canary.tally.matched.get("5xx") ?? 0 },
    requests: { canary: canary.tally.total, control: control.tally.total },
  };
}
