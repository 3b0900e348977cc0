import { z } from "zod";
import { logFormats } from "../domain/access-log/log-format";
import { defaultQuantiles, type LatencyQuantile } from "../domain/canary/canary-input";
import { defaultCanaryRules } from "../domain/canary/judge-static-rules";
import { inconclusiveActions } from "../domain/canary/settle-inconclusive";
import { canaryModes } from "../domain/rollout/snapshot";
import { logFieldsSchema } from "./log-fields";
import { duration, pause, percent } from "./policy-parts";

const metric = z.string().regex(/^([1-5]xx|other|[1-5]\d\d)$/, "write a class such as 5xx or a code such as 503");

export const canaryRuleSchema = z.strictObject({
  metric,
  op: z.enum(["<", "<=", ">", ">="]),
  pct: z.number().min(0).max(100),
});

export const latencyQuantileSchema = z.custom<LatencyQuantile>(
  (value) => typeof value === "string" && /^p\d{1,2}(\.\d{1,3})?$/.test(value),
  "write a quantile such as p99",
);

const accessLog = z.strictObject({
  path: z
    .string()
    .regex(/^\/[^\0\n]+$/, "write an absolute path")
    .or(z.string().regex(/^[^/\0\n~-][^\0\n]*$/)),
  format: z.enum(logFormats).default("combined"),
  /** Where a JSON line has what, when it is not found. */
  fields: logFieldsSchema.optional(),
  /** So long after the time it carries a line may still appear: the longest that a request takes. */
  delay: pause.default(15),
});

/** Counters that the service shows itself, instead of a log; they tell codes, and neither durations nor endpoints. */
const metrics = z.strictObject({
  /** As the host itself reaches it. */
  url: z.string().regex(/^https?:\/\/[^\s]+$/, "write an address such as http://127.0.0.1:9100/metrics"),
  requests: z.string().regex(/^[A-Za-z_:][A-Za-z0-9_:]*$/, "name a counter such as http_requests_total"),
  codeLabel: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "name the label with the status code")
    .default("code"),
});

/** Counters that hosts report by themselves (`POST …/hosts/NAME/counters`), where they cannot be asked. */
const pushed = z.strictObject({
  /** Older counters tell nothing any more. */
  freshFor: duration.default(30),
});

/** How the canary is compared with hosts that keep the old revision; what is left out has the judge's figures. */
const compare = z.strictObject({
  metrics: z.array(metric).min(1, "name at least one metric").default(["5xx", "4xx"]),
  /** Share of good canaries that may be failed, for everything that is compared together. */
  alpha: z.number().gt(0).lt(1).optional(),
  minRatio: z.number().min(1).optional(),
  /** Percentage points. */
  minDifference: percent.optional(),
  minErrors: z.number().int().min(1).optional(),
  minControlRequests: z.number().int().min(1).optional(),
  /** No verdict either when there are no hosts to compare with; otherwise the rules alone are judged. */
  requireControl: z.boolean().default(false),
  /** How much more than by chance the hosts differ; auto: as their logs of before the deploy tell. */
  phi: z.union([z.literal("auto"), z.number().min(1)]).default("auto"),
});

const latency = z.strictObject({
  quantiles: z
    .array(latencyQuantileSchema)
    .min(1, "name at least one quantile")
    .default([...defaultQuantiles]),
  minRatio: z.number().min(1).optional(),
  minDifference: percent.optional(),
  /** Requests faster than this never count as slow. */
  slowAtLeast: pause.default(0.01),
});

const endpoints = z.strictObject({ max: z.number().int().min(1).max(200).default(50) });

/** A part that is on unless the file says `false`. */
function unlessOff<T extends z.ZodType>(part: T) {
  return z.literal(false).or(part);
}

/** The part as far as somebody wants it changed: the defaults of what is left out would hide the project's own. */
function changesOf<Shape extends z.ZodRawShape>(part: z.ZodObject<Shape, z.core.$strict>) {
  const fields = Object.entries(part.shape).map(([name, field]) => [name, withoutDefault(field).optional()]);
  return unlessOff(z.strictObject(Object.fromEntries(fields) as Shape).partial()).optional();
}

function withoutDefault(field: z.core.$ZodType): z.ZodType {
  return field instanceof z.ZodDefault ? (field.removeDefault() as z.ZodType) : (field as z.ZodType);
}

/** Limits as somebody wants to try them; what is left out stays as the project file has it. */
export const canaryLimitsSchema = z.strictObject({
  rules: z.array(canaryRuleSchema).min(1).max(20).optional(),
  minRequests: z.number().int().positive().optional(),
  excludeCodes: z.array(z.number().int().min(0).max(999)).optional(),
  compare: changesOf(compare),
  latency: changesOf(latency),
  endpoints: changesOf(endpoints),
});

export const canaryPolicySchema = z.strictObject({
  mode: z.enum(canaryModes).default("enforce"),
  /** What follows when the longest bake has brought no verdict; only the mode `enforce` asks. */
  onInconclusive: z.enum(inconclusiveActions).default("hold"),
  accessLog: accessLog.optional(),
  metrics: metrics.optional(),
  pushed: pushed.optional(),
  rules: z
    .array(canaryRuleSchema)
    .min(1)
    .default([...defaultCanaryRules]),
  minRequests: z.number().int().positive().optional(),
  excludeCodes: z.array(z.number().int().min(0).max(999)).default([]),
  excludePaths: z.array(z.string().startsWith("/")).default([]),
  /** Beginnings of the user agents of health checks. */
  excludeAgents: z
    .array(z.string().min(1))
    .default(["kube-probe", "ELB-HealthChecker", "GoogleHC", "Consul Health Check"]),
  /** Control hosts have the same value of these labels as a host of the canary. */
  sameLabels: z.array(z.string().min(1)).default([]),
  compare: unlessOff(compare).prefault({}),
  latency: unlessOff(latency).prefault({}),
  endpoints: unlessOff(endpoints).prefault({}),
  /** Judge all day, while nothing is deployed, a host that poses as canary; it decides nothing. */
  shadow: z.boolean().default(false),
});

export type CanaryLimits = z.output<typeof canaryLimitsSchema>;
export type CanaryPolicy = z.output<typeof canaryPolicySchema>;
export type CanaryRule = z.output<typeof canaryRuleSchema>;
export type MetricsPolicy = z.output<typeof metrics>;
export type PushedPolicy = z.output<typeof pushed>;
export type AccessLogPolicy = z.output<typeof accessLog>;
