import type { ArmCounts, ArmPair } from "./compare-arms";
import { isPointsAbove, isTimesAsFrequent, type Share } from "./exact-percent";

/** What a difference needs to matter, however sure it is. */
export type DifferenceGate = { minErrors: number; minRatio: number; minAbsDiffPct: number };

/** With enough traffic even a difference that nobody minds becomes certain; one that passes this gate is worth a stop. */
export function isLargeDifference({ canary, control }: ArmPair, gate: DifferenceGate): boolean {
  if (canary.bad < gate.minErrors || canary.n === 0 || control.n === 0) return false;
  const [here, there] = [toShare(canary), toShare(control)];
  return isTimesAsFrequent(here, there, gate.minRatio) && isPointsAbove(here, there, gate.minAbsDiffPct);
}

/** What must hold of a metric that no rule speaks of. */
export function describeGate({ minRatio }: DifferenceGate): string {
  return `< ${minRatio} times the control`;
}

/** From which share on, in percent, a canary beside this control is far enough from it to matter; null = no control. */
export function gatePercent(control: ArmCounts | null, gate: DifferenceGate): number | null {
  if (!control || control.n === 0) return null;
  const percent = (control.bad / control.n) * 100;
  return Math.min(100, Math.max(percent * gate.minRatio, percent + gate.minAbsDiffPct));
}

function toShare({ n, bad }: ArmCounts): Share {
  return { count: bad, total: n };
}
