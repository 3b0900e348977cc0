import { z } from "zod";

/** What several parts of a project file are made of. Durations become seconds, shares percent numbers. */
const anyDuration = z
  .union([
    z.number().nonnegative(),
    z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "write a duration such as 30s, 5m or 2h"),
  ])
  .transform((value) => (typeof value === "number" ? value : durationToSeconds(value)))
  .refine((seconds) => seconds <= 24 * 3600, "must be at most 24h");

/** One that may be 0. */
export const pause = anyDuration;

/** One that must pass before something is done, or done again: never so short that it is as good as none. */
export const duration = anyDuration.refine((seconds) => seconds >= 1, "must be at least 1s");

export const percent = z
  .union([z.number().min(0).max(100), z.string().regex(/^\d+(\.\d+)?\s?%$/, "write a share such as 1% or 0.5%")])
  .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value)))
  .refine((value) => value <= 100, "must be at most 100%");

const secondsPerUnit = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

function durationToSeconds(text: string): number {
  const unit = text.replace(/^[\d.]+/, "") as keyof typeof secondsPerUnit;
  return Number.parseFloat(text) * secondsPerUnit[unit];
}
