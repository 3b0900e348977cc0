import type { TimeZone } from "@/components/ui/time-format";
import { parseMoment } from "@/lib/domain/history/parse-moment";
import { instantShown, wallClock } from "@/lib/domain/hours/local-time";

/**
 * What somebody means who writes a time while times are shown in `zone`: an ISO time. A zone that is written along counts
 * for more; a time without a day is the last one of that name. What is no time stays as it is, for the server to say what
 * is wrong with it.
 * @param now ms
 */
export function readTypedTime(text: string, zone: TimeZone, now: number): string {
  const trimmed = withDay(text.trim(), zone, now);
  const ms = parseMoment(trimmed);
  if (ms === null) return trimmed;
  // Only what names no zone can be given one.
  const onTheClock = parseMoment(`${trimmed}Z`);
  return new Date(onTheClock === null ? ms : instantShown(onTheClock, zone)).toISOString();
}

const day = 86_400_000;

/** "18:45" with the day on which the clock in `zone` showed that last. */
function withDay(text: string, zone: TimeZone, now: number): string {
  const [, hour, rest] = /^(\d{1,2})(:\d\d(?::\d\d)?)$/.exec(text) ?? [];
  if (hour === undefined) return text;
  const shown = wallClock(now, zone);
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  const today = `${dayOf(shown)} ${hour.padStart(2, "0")}${rest}`;
  return (parseMoment(today) ?? 0) <= shown ? today : today.replace(dayOf(shown), dayOf(shown - day));
}

/** A time of an address as it would be written in `zone`; what is no time stays as it is. */
export function writeTypedTime(text: string, zone: TimeZone): string {
  const ms = parseMoment(text);
  if (ms === null) return text;
  const written = new Date(wallClock(ms, zone))
    .toISOString()
    .slice(0, -1)
    .replace("T", " ")
    .replace(/\.000$/, "");
  const short = written.replace(/(:\d\d):00$/, "$1");
  // In the hour that comes twice, the clock alone does not say which one is meant.
  return Date.parse(readTypedTime(short, zone, ms)) === ms ? short : new Date(ms).toISOString();
}
