import type { TimeZone } from "@/components/ui/time-format";
import { parseMoment } from "@/lib/domain/history/parse-moment";
import { instantShown, wallClock } from "@/lib/domain/hours/local-time";

/**
 * What somebody means who writes a time while times are shown in `zone`: an ISO time. A zone that is written along counts
 * for more. What is no time stays as it is, for the server to say what is wrong with it.
 */
export function readTypedTime(text: string, zone: TimeZone): string {
  const trimmed = text.trim();
  const ms = parseMoment(trimmed);
  if (ms === null) return trimmed;
  // Only what names no zone can be given one.
  const onTheClock = parseMoment(`${trimmed}Z`);
  return new Date(onTheClock === null ? ms : instantShown(onTheClock, zone)).toISOString();
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
  return Date.parse(readTypedTime(short, zone)) === ms ? short : new Date(ms).toISOString();
}
