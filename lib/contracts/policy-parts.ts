import { z } from "zod";

/**
 * What several parts of a project file are made of. Durations become seconds, shares percent numbers. The title of a part
 * says in a few words how a value is written; what a key means is its description.
 */
const anyDuration = z
  .union([
    z.number().nonnegative(),
    z.string().regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "write a duration such as 30s, 5m or 2h"),
  ])
  .transform((value) => (typeof value === "number" ? value : durationToSeconds(value)))
  .refine((seconds) => seconds <= 24 * 3600, "must be at most 24h");

/** One that may be 0. */
export const pause = anyDuration.meta({ title: "duration, 0 to 24h" });

/** One that must pass before something is done, or done again: never so short that it is as good as none. */
export const duration = anyDuration
  .refine((seconds) => seconds >= 1, "must be at least 1s")
  .meta({ title: "duration, 1s to 24h" });

export const percent = z
  .union([z.number().min(0).max(100), z.string().regex(/^\d+(\.\d+)?\s?%$/, "write a share such as 1% or 0.5%")])
  .transform((value) => (typeof value === "number" ? value : Number.parseFloat(value)))
  .refine((value) => value <= 100, "must be at most 100%")
  .meta({ title: "share, 0% to 100%" });

export const name = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}$/, "use letters, digits, dots, dashes and underscores")
  .meta({ title: "letters, digits, dots, dashes and underscores" });

export const port = z.number().int().min(1).max(65535);

export const hostLabels = z.record(name, z.string().max(63)).meta({ title: "block of `name: text`" });

export const variables = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "write a variable name such as APP_ENV"), z.string())
  .meta({ title: "block of `NAME: text`" });

export const argv = z
  .array(z.string().min(1))
  .min(1, "name the program to run, then its arguments")
  .meta({ title: "list: a program, then its arguments" });

export const path = z.string().meta({ title: "path" });

const secondsPerUnit = { ms: 0.001, s: 1, m: 60, h: 3600 } as const;

function durationToSeconds(text: string): number {
  const unit = text.replace(/^[\d.]+/, "") as keyof typeof secondsPerUnit;
  return Number.parseFloat(text) * secondsPerUnit[unit];
}
