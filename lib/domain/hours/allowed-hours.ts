import { instantOf, localDate } from "./local-time";

export const weekDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

export type WeekDay = (typeof weekDays)[number];

/** When the automation may start rollouts. A window whose end is not after its beginning ends on the next day. */
export type AllowedHours = {
  timeZone: string;
  /** `from` and `to` as HH:MM; `to` may be 24:00. */
  weekly: { days: WeekDay[]; from: string; to: string }[];
};

/** `changesAt`: when it is the other way round, epoch milliseconds; null = never. */
export type HoursLook = { open: boolean; changesAt: number | null };

const dayMs = 24 * 3_600_000;

/** Days to look ahead: a week of windows, and the day a window of the last one may reach into. */
const daysAhead = 8;

/**
 * Whether `now` (epoch milliseconds) is within the allowed hours, and until when. Windows are turned into moments first,
 * so that a day with 23 or 25 hours is told right.
 */
export function lookAtHours(hours: AllowedHours, now: number): HoursLook {
  const spans = joinSpans(listSpans(hours, now));
  const current = spans.find((span) => span.from <= now && now < span.to);
  if (current) return { open: true, changesAt: current.to > now + 7 * dayMs ? null : current.to };
  return { open: false, changesAt: spans.find((span) => span.from > now)?.from ?? null };
}

type Span = { from: number; to: number };

/** The windows from yesterday on, as moments, in order. */
function listSpans({ timeZone, weekly }: AllowedHours, now: number): Span[] {
  const today = localDate(now, timeZone);
  const spans: Span[] = [];
  for (let ahead = -1; ahead <= daysAhead; ahead++) {
    // Noon as a counter of calendar days: no change of the clocks moves it to another one.
    const noon = new Date(Date.UTC(today.year, today.month - 1, today.day + ahead, 12));
    const date = { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate() };
    const weekDay = weekDays[(noon.getUTCDay() + 6) % 7] as WeekDay;
    for (const { days, from, to } of weekly) {
      if (!days.includes(weekDay)) continue;
      const [start, end] = [toMinutes(from), toMinutes(to)];
      const last = end > start ? end : end + 24 * 60;
      spans.push({ from: instantOf(date, start, timeZone), to: instantOf(date, last, timeZone) });
    }
  }
  return spans.sort((a, b) => a.from - b.from);
}

/** Spans that touch or overlap are one. */
function joinSpans(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) last.to = Math.max(last.to, span.to);
    else joined.push({ ...span });
  }
  return joined;
}

function toMinutes(clock: string): number {
  const [hours, minutes] = clock.split(":").map(Number) as [number, number];
  return hours * 60 + minutes;
}
