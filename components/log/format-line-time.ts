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
  if (kind === "clock") return `${formatClock(ms, zone)}.${String(ms % 1000).padStart(3, "0")}`;
  const seconds = (ms - Date.parse(origin)) / 1000;
  return `${seconds < 0 ? "-" : "+"}${Math.abs(seconds).toFixed(3)}`.padStart(10);
}
