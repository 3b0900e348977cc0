"use client";

import { useNow } from "@/components/live/clock";
import { usePreferences } from "@/components/shell/preferences-store";
import { formatAbsolute, formatClock, formatDuration, formatRelative } from "@/components/ui/time-format";
import { TimeTip } from "@/components/ui/time-tip";

/** The zone that times are shown in. */
export function useZone(): string {
  const { zone, localZone } = usePreferences();
  return zone === "utc" ? "UTC" : localZone;
}

/** A moment: the clock always, how long ago as well. Hover and focus give the date, both zones and the ISO form. */
export function Time({ at, relative = true }: { at: string; relative?: boolean }) {
  const now = useNow();
  const zone = useZone();
  const ms = Date.parse(at);
  const ago = relative ? formatRelative(ms, now) : null;
  return (
    <TimeTip at={at}>
      {formatAbsolute(ms, now, zone)}
      {ago && <span className="text-ink-3"> ({ago})</span>}
    </TimeTip>
  );
}

/** Time since `from`, counting while the page is live; or the fixed span to `to`. */
export function Duration({ from, to }: { from: string; to: string | null }) {
  const now = useNow();
  const end = to ? Date.parse(to) : now;
  return <span className="whitespace-nowrap">{formatDuration(end - Date.parse(from))}</span>;
}

/** Time left until `until`, never below zero. */
export function Countdown({ until }: { until: string }) {
  const now = useNow();
  return <span className="whitespace-nowrap">{formatDuration(Date.parse(until) - now)}</span>;
}

/**
 * An expected moment, marked as such: "≈14:09", or "≈14:09–14:12" where it may become as late as `latest`. Once that has
 * passed it says so instead of lying.
 */
export function ExpectedTime({ at, latest }: { at: string; latest?: string | null }) {
  const now = useNow();
  const zone = useZone();
  const minute = (time: number) => formatClock(time, zone).slice(0, 5);
  const end = Date.parse(latest ?? at);
  if (end <= now) return <span className="text-warn sm:whitespace-nowrap">expected by {minute(end)}</span>;
  const from = minute(Math.max(Date.parse(at), now));
  return (
    <TimeTip at={at}>
      ≈{from}
      {minute(end) !== from && `–${minute(end)}`}
    </TimeTip>
  );
}
