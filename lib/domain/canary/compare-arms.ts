import { logFalling } from "./log-factorial";

export type ArmCounts = { n: number; bad: number };

/** What both arms answered in the same interval. */
export type ArmPair = { canary: ArmCounts; control: ArmCounts };

/**
 * For each odds ratio θ, log of R(θ): how much better "the odds of a bad request are θ times as high on the canary"
 * explains who got the bad requests than "both are alike" does. Given how many requests each arm had and how many were bad
 * in all, equality spreads them like a blind draw (hypergeometric), and R has mean 1 under it: neither the error rate,
 * nor the split of the traffic, nor an outage that hits both arms has any part in it.
 */
export function compareArms({ canary, control }: ArmPair, odds: readonly number[]): number[] {
  const draw = { n: canary.n, m: control.n, e: canary.bad + control.bad };
  if (draw.e === 0 || draw.n === 0 || draw.m === 0) return odds.map(() => 0);
  const even = findPeak(draw, 1);
  return odds.map((theta) => {
    const peak = findPeak(draw, theta);
    const logMeanTilt = logClimb(draw, even.at, peak.at) + peak.at * Math.log(theta) + peak.logSum - even.logSum;
    return canary.bad * Math.log(theta) - logMeanTilt;
  });
}

/** e bad ones are drawn blindly from n requests of the canary and m of the control. */
type Draw = { n: number; m: number; e: number };

/**
 * Where h(u)·θ^u is largest, with the log of the sum of all its terms relative to that one. The terms fall off on both
 * sides, so that only those near the peak need adding: far fewer than e when e is large.
 */
function findPeak(draw: Draw, theta: number): { at: number; logSum: number } {
  const { n, m, e } = draw;
  const [lowest, highest] = [Math.max(0, e - m), Math.min(n, e)];
  // h(u)·θ / h(u-1) = 1 is this quadratic equation; the smaller root, in the form that does not cancel.
  const a = theta - 1;
  const b = theta * (n + e + 2) + m - e;
  const c = theta * (n + 1) * (e + 1);
  const root = (2 * c) / (b + Math.sqrt(Math.max(0, b * b - 4 * a * c)));
  const at = Math.min(highest, Math.max(lowest, Math.floor(root)));
  let sum = 1;
  for (let u = at, term = 1; u < highest && term > negligible; u += 1) sum += term *= growth(draw, u) * theta;
  for (let u = at, term = 1; u > lowest && term > negligible; u -= 1) sum += term /= growth(draw, u - 1) * theta;
  return { at, logSum: Math.log(sum) };
}

const negligible = 1e-20;

/** h(u+1) / h(u) */
function growth({ n, m, e }: Draw, u: number): number {
  return ((n - u) * (e - u)) / ((u + 1) * (m - e + u + 1));
}

/** log of h(to) / h(from); from <= to, since a larger θ moves the peak up only. */
function logClimb({ n, m, e }: Draw, from: number, to: number): number {
  const steps = to - from;
  return (
    logFalling(n - from, steps) + logFalling(e - from, steps) - logFalling(to, steps) - logFalling(m - e + to, steps)
  );
}
