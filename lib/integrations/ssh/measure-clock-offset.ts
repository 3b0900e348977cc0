import type { ClockOffset } from "./fleet-ssh";
import type { AnswerTimes } from "./run-command";

/**
 * How far a host's clock is from ours at the least: it read its clock somewhere between our question and its answer, and
 * what the network may explain is no error of the clock. Null when `date` wrote no time.
 * @param told what `date +%s.%N` wrote; where there is no %N, whole seconds
 */
export function measureClockOffset(told: string, { sentAt, heardAt }: AnswerTimes): ClockOffset {
  const [, seconds, fraction] = /^(\d{9,11})(?:\.(\d{3,9}))?/.exec(told) ?? [];
  if (seconds === undefined) return null;
  const earliest = Number(seconds) * 1000 + (fraction ? Number(fraction.slice(0, 3)) : 0);
  const latest = fraction ? earliest + 1 : earliest + 1000;
  if (earliest > heardAt) return earliest - heardAt;
  return latest < sentAt ? latest - sentAt : 0;
}
