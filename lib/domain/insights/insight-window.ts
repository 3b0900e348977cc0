import type { Day } from "./list-days";

/** The days that insights tell of, and how a sentence names them. Never without a day. */
export type InsightWindow = {
  days: Day[];
  /** E.g. "in these 30 days". */
  words: string;
};

/** Whether a moment (epoch milliseconds; null = it has not come) lies in one of the days. */
export function isWithin({ days }: InsightWindow, at: number | null): at is number {
  const [first, last] = [days[0], days.at(-1)];
  return at !== null && first !== undefined && last !== undefined && at >= first.from && at < last.to;
}
