import { z } from "zod";
import type { LatencyQuantile } from "@/lib/domain/canary/canary-input";
import type { CanaryVerdict } from "@/lib/domain/canary/canary-verdict";
import { classOfCode, countRequests } from "@/lib/domain/canary/tally-requests";
import { canaryRuleSchema, latencyQuantileSchema as quantile } from "./canary-policy";
import type { CanaryVerdictView } from "./canary-views";

const count = z.int().min(0);

const codes = z.record(
  z.string().regex(/^(-|-?\d{1,6}|[1-5]xx|other)$/, "write a status code such as 503 or a class such as 5xx"),
  count,
);

const slow = z.record(z.string(), count).transform((counts) => counts as Record<LatencyQuantile, number>);

const armSchema = z.strictObject({
  codes,
  /** Log lines that could not be understood. */
  unparsed: count.optional(),
  /** Requests slower than the quantiles of before the deploy. */
  slow: slow.optional(),
  endpoints: z.record(z.string(), z.object({ codes })).optional(),
  /** How far the clock of a host is off. */
  clockOffsetMs: z.number().nullish(),
  /** Why the numbers of this interval could not be had. */
  error: z.string().min(1).nullish(),
});

const percentagePoints = z.number().min(0).max(100);

const compareSchema = z.strictObject({
  metrics: z.array(canaryRuleSchema.shape.metric).optional(),
  alpha: z.number().gt(0).lt(1).optional(),
  minRatio: z.number().min(1).optional(),
  minAbsDiffPct: percentagePoints.optional(),
  minErrors: count.optional(),
  minControlRequests: count.optional(),
  requireControl: z.boolean().optional(),
  /** Less than 1 would make evidence out of chance. */
  phi: z.union([z.literal("auto"), z.number().min(1)]).optional(),
});

const latencySchema = z.strictObject({
  quantiles: z.array(quantile).min(1, "write at least one quantile").optional(),
  minRatio: z.number().min(1).optional(),
  minAbsDiffPct: percentagePoints.optional(),
});

const configSchema = z.strictObject({
  rules: z.array(canaryRuleSchema).min(1, "write at least one rule").optional(),
  minRequests: z.int().min(1).optional(),
  excludeCodes: z.array(z.int().min(-1).max(999)).optional(),
  compare: compareSchema.optional(),
  latency: latencySchema.optional(),
  endpoints: z.strictObject({ max: z.int().min(1).max(1000).optional() }).optional(),
  intervalSeconds: z.number().gt(0).optional(),
});

const hostCountSchema = z
  .strictObject({ n: count, bad: count, counts: z.record(z.string(), count).optional() })
  .refine(({ n, bad, counts = {} }) => [bad, ...Object.values(counts)].every((some) => some <= n), {
    message: "counts more requests of one kind than there were (n)",
  });

const requestSchema = z.strictObject({
  config: configSchema.default({}),
  /** Before the deploy: interval by interval, the hosts of both arms. */
  history: z.array(z.array(hostCountSchema)).optional(),
  /** Before the deploy: how the traffic was shared, and the endpoints, busiest first. */
  baseline: z
    .strictObject({
      requests: z.strictObject({ canary: count, control: count }).optional(),
      endpoints: z.array(z.string()).optional(),
    })
    .optional(),
  /** Oldest first. */
  intervals: z.array(z.strictObject({ canary: armSchema, control: armSchema.nullish() })),
  /** False = looking before the end of the bake. */
  final: z.boolean(),
});

/** One input line of `sauron judge`. */
export const judgeRequestSchema = requestSchema.check(refuseUntellableCodes).check(refuseImpossibleSlowness);

type RequestCheck = z.core.ParsePayload<z.infer<typeof requestSchema>>;

/** A rule on one code cannot be judged from counts of whole classes: the code's share of "5xx" is not known. */
function refuseUntellableCodes({ value, issues }: RequestCheck): void {
  const ruled = (value.config.rules ?? []).map(({ metric }) => ({ metric, what: "the rule on" }));
  const compared = (value.config.compare?.metrics ?? []).map((metric) => ({ metric, what: "the comparison of" }));
  for (const { metric, what } of [...ruled, ...compared].filter(({ metric }) => /^\d{3}$/.test(metric))) {
    const at = value.intervals.findIndex(({ canary, control }) =>
      [canary, control].some((arm) => arm && classOfCode(metric) in arm.codes),
    );
    if (at < 0) continue;
    issues.push({
      code: "custom",
      input: value,
      path: ["intervals", at],
      message: `counts ${classOfCode(metric)} as a whole, so ${what} ${metric} cannot be judged; give single codes`,
    });
  }
}

function refuseImpossibleSlowness({ value, issues }: RequestCheck): void {
  for (const [at, interval] of value.intervals.entries()) {
    for (const arm of ["canary", "control"] as const) {
      const { slow = {}, codes = {} } = interval[arm] ?? {};
      const all = countRequests(codes);
      const wrong = Object.entries(slow).find(([, slower]) => slower > all);
      if (!wrong) continue;
      issues.push({
        code: "custom",
        input: value,
        path: ["intervals", at, arm, "slow", wrong[0]],
        message: `counts more slow requests than the ${all} there were`,
      });
    }
  }
}

/** A verdict as screens and the API show it. @param at when it was reached, ISO 8601 in UTC */
export function toCanaryVerdictView(verdict: CanaryVerdict, at: string): CanaryVerdictView {
  return { ...verdict, at };
}
