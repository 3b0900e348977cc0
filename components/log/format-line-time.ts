import { formatClock, type TimeZone } from "@/components/ui/time-format";

export const lineTimes = ["off", "clock", "elapsed"] as const;

export type LineTime = (typeof lineTimes)[number];

/**
 * The time in front of a line, or "" when none is wanted.
 * @param origin ISO time that elapsed time counts from
 */
export function formatLineTime(
  at: string,
  kind: LineTime,
  { zone, origin }: { zone: TimeZone; origin: string },
): string {
  if (kind === "off") return "";
  const ms = Date.parse(at);
  if (kind === "clock") return `${clockOf(Math.floor(ms / 1000), zone)}.${String(ms % 1000).padStart(3, "0")}`;
  const seconds = (ms - Date.parse(origin)) / 1000;
  return `${seconds < 0 ? "-" : "+"}${Math.abs(seconds).toFixed(3)}`.padStart(10);
}

const told = { second: Number.NaN, zone: "", clock: "" };

/** Many lines are written in one second, and to ask for a clock in a zone takes as long as to draw a line. */
function clockOf(second: number, zone: TimeZone): string {
  if (told.second !== second || told.zone !== zone) {
    Object.assign(told, { second, zone, clock: formatClock(second * 1000, zone) });
  }
  return told.clock;
}
