import { localDate } from "./hours/local-time";

/**
 * A moment as a person reads a clock: "18:00 UTC", and on another day than today "Mon 30 Nov 09:00 Europe/Berlin".
 * @param at epoch milliseconds
 */
export function describeMoment(at: number, { now, timeZone = "UTC" }: { now: number; timeZone?: string }): string {
  const clock = format(at, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const { year, month, day } = localDate(at, timeZone);
  const today = localDate(now, timeZone);
  if (year === today.year && month === today.month && day === today.day) return `${clock} ${timeZone}`;
  const date = format(at, timeZone, { weekday: "short", day: "numeric", month: "short" }).replace(",", "");
  return `${date} ${clock} ${timeZone}`;
}

function format(at: number, timeZone: string, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-GB", { ...parts, timeZone }).format(at);
}
