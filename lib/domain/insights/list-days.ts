import { instantOf, localDate } from "../hours/local-time";

/** A day of the calendar, as YYYY-MM-DD, and its bounds: epoch milliseconds, the end not included. */
export type Day = { date: string; from: number; to: number };

/**
 * So many days of `timeZone`, oldest first, the last one being today: as long as the clocks there make them.
 * @param now epoch milliseconds
 */
export function listDays(now: number, count: number, timeZone: string): Day[] {
  const today = localDate(now, timeZone);
  return Array.from({ length: count }, (_, index) => {
    const noon = new Date(Date.UTC(today.year, today.month - 1, today.day - (count - 1 - index), 12));
    const day = { year: noon.getUTCFullYear(), month: noon.getUTCMonth() + 1, day: noon.getUTCDate() };
    return {
      date: noon.toISOString().slice(0, 10),
      from: instantOf(day, 0, timeZone),
      to: instantOf(day, 1440, timeZone),
    };
  });
}
