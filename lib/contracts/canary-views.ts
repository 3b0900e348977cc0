import { z } from "zod";
import { comparisonFamilies } from "../domain/canary/canary-verdict";

const armCountsSchema = z.object({ n: z.number().int(), bad: z.number().int() });

/** What a verdict stands on that the judge does not see. */
export const canaryEvidenceViewSchema = z.object({
  /** Hosts it was compared with; empty = with none. */
  controls: z.array(z.string()),
  /** How many times as many 5xx this traffic shows, e.g. "about 5× in 5 min"; null = they were not compared. */
  detects: z.string().nullable(),
  /** Requests that client, proxy or server broke off, by code. */
  apart: z.array(z.object({ code: z.string(), canary: z.number().int(), control: z.number().int() })),
  /** The newest errors of the canary, without queries. */
  errors: z.array(
    z.object({
      host: z.string(),
      at: z.iso.datetime(),
      method: z.string().nullable(),
      path: z.string().nullable(),
      status: z.number().int(),
      /** Seconds. */
      duration: z.number().nullable(),
    }),
  ),
  /** What else is to be known of it, as sentences. */
  notes: z.array(z.string()),
});

/** What is optional is absent from verdicts that were stored before it was told. */
export const canaryVerdictViewSchema = z.object({
  verdict: z.enum(["pass", "fail", "inconclusive"]),
  /** A word of the judge, e.g. "rule-violated", "too-few-requests". */
  reason: z.string(),
  /** The sentence a person reads, with the numbers in it. */
  why: z.string(),
  /** The look at which it was reached, 1 = first. */
  look: z.number().int().optional(),
  log10Evidence: z.number().optional(),
  /** By how much the hosts differed more than by chance. */
  phi: z.number().optional(),
  /** So many times as frequent 5xx would have to be to be noticed; null = no number is enough. */
  detectableTimes: z.number().nullable().optional(),
  /** 5xx of the canary, whatever the rules are. */
  serverErrors: armCountsSchema.optional(),
  metrics: z.array(
    z.object({
      metric: z.string(),
      canary: armCountsSchema,
      control: armCountsSchema.nullable(),
      /** Percentage points more than on the control, and how many times as frequent (null = the control has none). */
      difference: z.object({ points: z.number(), times: z.number().nullable() }).nullable().optional(),
      /** e.g. "< 0.5 %" */
      limit: z.string(),
      log10Evidence: z.number().optional(),
      verdict: z.enum(["pass", "fail", "inconclusive"]),
    }),
  ),
  /** What was compared with the control, and what each part weighs. */
  families: z
    .array(
      z.object({
        family: z.enum(comparisonFamilies),
        weight: z.number(),
        log10Evidence: z.number(),
        isLarge: z.boolean(),
      }),
    )
    .optional(),
  /** Strongest evidence first. */
  endpoints: z
    .array(
      z.object({
        endpoint: z.string(),
        canary: armCountsSchema,
        control: armCountsSchema,
        log10Evidence: z.number(),
        /** Sure to be worse. */
        confirmed: z.boolean(),
      }),
    )
    .optional(),
  /** Requests needed before the static rules are judged. */
  minRequests: z.number().int(),
  at: z.iso.datetime(),
  evidence: canaryEvidenceViewSchema.optional(),
});

export type CanaryEvidenceView = z.infer<typeof canaryEvidenceViewSchema>;
export type CanaryVerdictView = z.infer<typeof canaryVerdictViewSchema>;
