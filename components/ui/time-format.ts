/** A time zone as Intl names it, e.g. "UTC" or "Asia/Kathmandu". */
export type TimeZone = string;

const formats = new Map<string, Intl.DateTimeFormat>();

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

interface DateParts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  second: string;
}

/** The calendar fields of `ms` in `zone`, always on the 24-hour clock. */
export function partsInZone(ms: number, zone: TimeZone): DateParts {
  const parts: Record<string, string> = {};
  for (const part of formatIn(zone).formatToParts(ms)) parts[part.type] = part.value;
  return parts as unknown as DateParts;
}

/** "14:03:22" in `zone`. */
export function formatClock(ms: number, zone: TimeZone): string {
  const at = partsInZone(ms, zone);
  return `${at.hour}:${at.minute}:${at.second}`;
}

/** "14:03:22" on the day of `now`, "23 Nov 14:03:22" in its year, "23 Nov 2026 14:03:22" otherwise. */
export function formatAbsolute(ms: number, now: number, zone: TimeZone): string {
  const at = partsInZone(ms, zone);
  const today = partsInZone(now, zone);
  const clock = `${at.hour}:${at.minute}:${at.second}`;
  if (at.year !== today.year) return `${Number(at.day)} ${at.month} ${at.year} ${clock}`;
  if (at.month !== today.month || at.day !== today.day) return `${Number(at.day)} ${at.month} ${clock}`;
  return clock;
}

/** "4 min ago", "in 3 min"; null when it is further than a day away. */
export function formatRelative(ms: number, now: number): string | null {
  const distance = Math.abs(ms - now);
  if (distance >= day) return null;
  if (distance < 5 * second) return "just now";
  const text = formatSpan(distance);
  return ms <= now ? `${text} ago` : `in ${text}`;
}

/** One unit, rounded down: "42 s", "4 min", "3 h". */
function formatSpan(ms: number): string {
  if (ms < minute) return `${Math.floor(ms / second)} s`;
  if (ms < hour) return `${Math.floor(ms / minute)} min`;
  return `${Math.floor(ms / hour)} h`;
}

/** A length of time in two units: "48 s", "2 min 10 s", "3 h 05 min". Never negative. */
export function formatDuration(ms: number): string {
  const whole = Math.max(0, Math.round(ms / second));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${pad(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

/** The zone's name at that moment: "UTC" or "UTC+05:45". */
export function formatZone(ms: number, zone: TimeZone): string {
  const minutes = Math.round(zoneOffset(ms, zone) / minute);
  if (minutes === 0) return "UTC";
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? "-" : "+"}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function zoneOffset(ms: number, zone: TimeZone): number {
  const whole = Math.floor(ms / second) * second;
  const at = partsInZone(whole, zone);
  const clock = [at.hour, at.minute, at.second].map(Number) as [number, number, number];
  return Date.UTC(Number(at.year), monthIndex(at.month), Number(at.day), ...clock) - whole;
}

function monthIndex(short: string): number {
  return "JanFebMarAprMayJunJulAugSepOctNovDec".indexOf(short) / 3;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}

function formatIn(zone: TimeZone): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "short",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formats.set(zone, made);
  return made;
}
