import type { Judgement } from "./canary-look";
import { errorOdds } from "./list-comparisons";

/** What is there to see a difference in: requests of both arms, and the share of them that is bad anyhow. */
export type SeenTraffic = { canary: number; control: number; badShare: number };

/** How sure it must be, see CompareConfig. `phi` 1 and the whole budget unless said otherwise. */
export type Sureness = { alpha: number; minErrors: number; minAbsDiffPct: number; phi?: number; weight?: number };

/** Of the 5xx that were compared up to a look, with all that was seen of them; null when none were. */
export function findDetectedTimes({ at, terms }: Judgement): number | null {
  const family = at.total?.families.find((one) => one.family === "5xx");
  const errors = family?.members.find(({ comparison }) => comparison.name === "5xx");
  if (!family || !errors) return null;
  const { canary, control, comparison } = errors;
  // One half more: that a few hundred requests had no error does not show that there are none.
  const badShare = (control.bad + 0.5) / (control.n + 1);
  const traffic = { canary: canary.n, control: control.n, badShare };
  return findDetectableTimes(traffic, { ...terms.compare, phi: comparison.phi, weight: family.weight });
}

/** What a person reads about, in steps that can be told apart. */
const ladder = [1.5, 2, 3, 5, 10, 20, 50, 100] as const;

/**
 * How many times as frequent as on the control bad requests would have to be for this traffic to show it, as a rule: in
 * half of the cases or more. Null = not even a hundred times as many would be seen.
 */
export function findDetectableTimes(traffic: SeenTraffic, sureness: Sureness): number | null {
  return ladder.find((times) => isDetectable(times, traffic, sureness)) ?? null;
}

function isDetectable(times: number, { canary, control, badShare }: SeenTraffic, sureness: Sureness): boolean {
  const { alpha, minErrors, minAbsDiffPct, phi = 1, weight = 1 } = sureness;
  const here = canary * Math.min(1, badShare * times);
  const there = control * badShare;
  if (here < minErrors || badShare * (times - 1) * 100 < minAbsDiffPct || canary === 0 || control === 0) return false;
  // Each bad request is on the canary with the chance q where it would be p if the versions were equal.
  const p = canary / (canary + control);
  const q = here / (here + there);
  const gain = q * Math.log(q / p) + (1 - q) * Math.log((1 - q) / (1 - p));
  return ((here + there) * gain) / phi >= Math.log(errorOdds.length / (alpha * weight));
}

/** "about 5× in 5 min" */
export function describeDetectable(times: number | null, seconds: number): string {
  const minutes = `${Math.max(1, Math.round(seconds / 60))} min`;
  return times === null ? `nothing under 100× in ${minutes}` : `about ${times}× in ${minutes}`;
}
