import { z } from "zod";
import type { CanaryVerdict } from "@/lib/domain/canary/canary-verdict";
import { classOfCode } from "@/lib/domain/canary/tally-requests";
import { canaryRuleSchema } from "./project-file";
import type { CanaryVerdictView } from "./views";

const count = z.int().min(0);

const codes = z.record(
  z.string().regex(/^(-|-?\d{1,6}|[1-5]xx|other)$/, "write a status code such as 503 or a class such as 5xx"),
  count,
);

const armSchema = z.strictObject({
  codes,
  /** Log lines that could not be understood. */
  unparsed: count.optional(),
  slow: z.record(z.string(), count).optional(),
  endpoints: z.record(z.string(), z.object({ codes })).optional(),
});

/** A part that would change the verdict if it were judged, and so may not be there in silence. */
function refused(what: string) {
  return z
    .unknown()
    .refine((value) => value === undefined, `${what} cannot be judged by this version; leave it out`)
    .optional();
}

const configSchema = z.strictObject({
  rules: z.array(canaryRuleSchema).min(1, "write at least one rule").optional(),
  minRequests: z.int().min(1).optional(),
  excludeCodes: z.array(z.int().min(-1).max(999)).optional(),
  compare: refused("a comparison with the control"),
  latency: refused("latency"),
  endpoints: refused("single endpoints"),
});

const requestSchema = z.strictObject({
  config: configSchema.default({}),
  history: refused("history, which only a comparison uses,"),
  /** Oldest first. */
  intervals: z.array(z.strictObject({ canary: armSchema, control: armSchema.nullish() })),
  /** False = looking before the end of the bake. */
  final: z.boolean(),
});

/** One input line of `sauron judge`. */
export const judgeRequestSchema = requestSchema.check(refuseUntellableCodes);

/** A rule on one code cannot be judged from counts of whole classes: the code's share of "5xx" is not known. */
function refuseUntellableCodes({ value, issues }: z.core.ParsePayload<z.infer<typeof requestSchema>>): void {
  const single = (value.config.rules ?? []).filter((rule) => /^\d/.test(rule.metric) && !rule.metric.endsWith("xx"));
  for (const { metric } of single) {
    const at = value.intervals.findIndex(({ canary, control }) =>
      [canary, control].some((arm) => arm && classOfCode(metric) in arm.codes),
    );
    if (at < 0) continue;
    issues.push({
      code: "custom",
      input: value,
      path: ["intervals", at],
      message: `counts ${classOfCode(metric)} as a whole, so the rule on ${metric} cannot be judged; give single codes`,
    });
  }
}

/** A verdict as screens and the API show it. @param at when it was reached, ISO 8601 in UTC */
export function toCanaryVerdictView(verdict: CanaryVerdict, at: string): CanaryVerdictView {
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    why: verdict.why,
    metrics: verdict.metrics.map(({ metric, canary, control, limit, verdict: word }) => {
      return { metric, canary, control, limit, verdict: word };
    }),
    minRequests: verdict.minRequests,
    at,
  };
}
