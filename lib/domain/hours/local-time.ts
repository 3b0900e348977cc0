/** A day of the calendar; `month` counts from 1. */
export type LocalDate = { year: number; month: number; day: number };

const formats = new Map<string, Intl.DateTimeFormat>();

/** Whether the time zone database knows the name; a bare offset is no name, as it knows no summer. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** The day it is in `timeZone` at an epoch time in milliseconds. */
export function localDate(at: number, timeZone: string): LocalDate {
  const wall = new Date(wallClock(at, timeZone));
  return { year: wall.getUTCFullYear(), month: wall.getUTCMonth() + 1, day: wall.getUTCDate() };
}

/** When the clocks of `timeZone` show so many minutes after midnight of `date` (1440 = the next midnight), in epoch ms. */
export function instantOf(date: LocalDate, minutes: number, timeZone: string): number {
  return instantShown(Date.UTC(date.year, date.month - 1, date.day, 0, minutes), timeZone);
}

/**
 * When the clocks of `timeZone` show what those of UTC show at `wall`, in epoch milliseconds. A time that a change of the
 * clocks leaves out is the moment of the change; one that comes twice is its first.
 */
export function instantShown(wall: number, timeZone: string): number {
  const day = 24 * 3_600_000;
  // Clocks change at most once within these two days, so one of the two offsets is in force.
  const before = wallClock(wall - day, timeZone) - (wall - day);
  const after = wallClock(wall + day, timeZone) - (wall + day);
  const isShown = (at: number) => wallClock(at, timeZone) === wall;
  const shown = [wall - before, wall - after].filter(isShown);
  return shown.length > 0 ? Math.min(...shown) : findChange(wall - Math.max(before, after), timeZone);
}

/** The change of the clocks within the day around `near`: the first moment that shows another offset. */
function findChange(near: number, timeZone: string): number {
  const offset = (at: number) => wallClock(at, timeZone) - at;
  let low = near - 12 * 3_600_000;
  let high = near + 12 * 3_600_000;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offset(middle) === offset(low)) low = middle;
    else high = middle;
  }
  return high;
}

/** What the clocks of `timeZone` show, as if they were UTC. */
export function wallClock(at: number, timeZone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const parts = formatOf(timeZone).formatToParts(whole);
  const read = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  return (
    Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"), read("second")) + (at - whole)
  );
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = "numeric" as const;
  const fields = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric, second: numeric };
  const made = new Intl.DateTimeFormat("en-US", { ...fields, hourCycle: "h23", timeZone });
  formats.set(timeZone, made);
  return made;
}
