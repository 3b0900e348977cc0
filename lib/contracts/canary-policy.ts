import { z } from "zod";
import { logFormats } from "../domain/access-log/log-format";
import { defaultQuantiles, type LatencyQuantile } from "../domain/canary/canary-input";
import { defaultCompare, defaultLatency } from "../domain/canary/complete-config";
import { defaultCanaryRules, defaultMinRequests } from "../domain/canary/judge-static-rules";
import { inconclusiveActions } from "../domain/canary/settle-inconclusive";
import { canaryModes } from "../domain/rollout/snapshot";
import { logFieldsSchema } from "./log-fields";
import { duration, pause, percent } from "./policy-parts";

const metric = z
  .string()
  .regex(/^([1-5]xx|other|[1-5]\d\d)$/, "write a class such as 5xx or a code such as 503")
  .meta({ title: "class such as `5xx`, or code such as `503`" });

export const canaryRuleSchema = z.strictObject({
  metric: metric.describe("Which answers: a class, one code, or `other` for what is no code from 100 to 599."),
  op: z.enum(["<", "<=", ">", ">="]).describe("What must hold of their share."),
  pct: z.number().min(0).max(100).describe("The share, in percent of all requests that count."),
});

const quantile = /^p\d{1,2}(\.\d{1,3})?$/;

export const latencyQuantileSchema = z
  .custom<LatencyQuantile>((value) => typeof value === "string" && quantile.test(value), "write a quantile such as p99")
  .meta({ title: "quantile such as `p99`", type: "string", pattern: quantile.source });

const accessLog = z.strictObject({
  path: z
    .string()
    .regex(/^\/[^\0\n]+$/, "write an absolute path")
    .or(z.string().regex(/^[^/\0\n~-][^\0\n]*$/))
    .meta({ title: "path", description: "Where the log lies on every host." }),
  format: z
    .enum(logFormats)
    .default("combined")
    .describe(
      "How it is written. `common` and `combined` may have the seconds a request took at the end of the line. `sauron parse-log` shows what is understood.",
    ),
  fields: logFieldsSchema
    .optional()
    .describe("Where a JSON line has what, where it is not found by itself; for the formats with JSON."),
  delay: pause
    .prefault("15s")
    .describe("A line may appear so long after the time it carries: the longest that a request takes."),
});

/** Counters that the service shows itself, instead of a log; they tell codes, and neither durations nor endpoints. */
const metrics = z.strictObject({
  url: z
    .string()
    .regex(/^https?:\/\/[^\s]+$/, "write an address such as http://127.0.0.1:9100/metrics")
    .meta({
      title: "address such as `http://127.0.0.1:9100/metrics`",
      description: "The page with the counters, as the host itself reaches it; it is read there with curl.",
    }),
  requests: z
    .string()
    .regex(/^[A-Za-z_:][A-Za-z0-9_:]*$/, "name a counter such as http_requests_total")
    .meta({ title: "name such as `http_requests_total`", description: "The counter of requests." }),
  codeLabel: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "name the label with the status code")
    .meta({ title: "name of a label" })
    .default("code")
    .describe("The label of this counter that has the status code."),
});

/** Counters that hosts report by themselves (`POST …/hosts/NAME/counters`), where they cannot be asked. */
const pushed = z.strictObject({
  freshFor: duration
    .prefault("30s")
    .describe("Counters older than this tell nothing, and a canary of which nothing is known does not pass."),
});

/** How the canary is compared with hosts that keep the old revision; what is left out has the judge's figures. */
const compare = z.strictObject({
  metrics: z
    .array(metric)
    .min(1, "name at least one metric")
    .default(["5xx", "4xx"])
    .describe("Which answers are compared."),
  alpha: z.number().gt(0).lt(1).optional().meta({
    description: "Share of good canaries that may be failed, for everything that is compared together.",
    default: defaultCompare.alpha,
  }),
  minRatio: z.number().min(1).optional().meta({
    description: "To fail, bad requests must be at least so many times as frequent as on the control.",
    default: defaultCompare.minRatio,
  }),
  minDifference: percent.optional().meta({
    description: "And their share must be larger by so much.",
    default: `${defaultCompare.minAbsDiffPct}%`,
  }),
  minErrors: z.number().int().min(1).optional().meta({
    description: "And the canary must have so many of them.",
    default: defaultCompare.minErrors,
  }),
  minControlRequests: z.number().int().min(1).optional().meta({
    description: "Fewer requests of the control allow no verdict.",
    default: defaultCompare.minControlRequests,
  }),
  requireControl: z
    .boolean()
    .default(false)
    .describe("`true`: no verdict when there are no hosts to compare with. Otherwise the rules alone are judged then."),
  phi: z
    .union([z.literal("auto"), z.number().min(1)])
    .default("auto")
    .describe(
      "How much more than by chance the hosts differ by themselves. `auto`: as their logs of before the deploy tell.",
    ),
});

const latency = z.strictObject({
  quantiles: z
    .array(latencyQuantileSchema)
    .min(1, "name at least one quantile")
    .default([...defaultQuantiles])
    .describe("Requests slower than these quantiles of their own host before the deploy are counted."),
  minRatio: z.number().min(1).optional().meta({
    description: "To fail, they must be at least so many times as frequent as on the control.",
    default: defaultLatency.minRatio,
  }),
  minDifference: percent.optional().meta({
    description: "And their share must be larger by so much.",
    default: `${defaultLatency.minAbsDiffPct}%`,
  }),
  slowAtLeast: pause.prefault("10ms").describe("Requests faster than this never count as slow."),
});

const endpoints = z.strictObject({
  max: z
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .describe("So many are told apart, the busiest; all others are one."),
});

/** A part that is on unless the file says `false`. */
function unlessOff<T extends z.ZodType>(part: T) {
  return z.literal(false).or(part);
}

/** The part as far as somebody wants it changed: the defaults of what is left out would hide the project's own. */
function changesOf<Shape extends z.ZodRawShape>(part: z.ZodObject<Shape, z.core.$strict>) {
  const fields = Object.entries(part.shape).map(([name, field]) => [name, bare(field).optional()]);
  return unlessOff(z.strictObject(Object.fromEntries(fields) as Shape).partial()).optional();
}

function bare(field: z.core.$ZodType): z.ZodType {
  const mayBeLeftOut = [z.ZodDefault, z.ZodPrefault, z.ZodOptional].some((kind) => field instanceof kind);
  return (mayBeLeftOut ? (field as z.ZodOptional).unwrap() : field) as z.ZodType;
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
  mode: z
    .enum(canaryModes)
    .default("enforce")
    .describe(
      "What a bad verdict does. `observe`: it is only shown. `warn`: it is told, and the rollout goes on. `enforce`: it fails the rollout.",
    ),
  onInconclusive: z
    .enum(inconclusiveActions)
    .default("hold")
    .describe(
      "What follows when even the longest bake allows no verdict, in the mode `enforce`. `hold`: a person decides. `fail`: the rollout fails. `proceed-if-clean`: it goes on when not one of 30 or more requests was bad, else a person decides.",
    ),
  accessLog: accessLog
    .optional()
    .describe(
      "The access log of the hosts. A stage that is watched needs this, `metrics` or `pushed`; this tells the most.",
    ),
  metrics: metrics
    .optional()
    .describe(
      "Instead of a log: a page in the format of Prometheus, where the service counts its requests itself. It tells neither durations nor endpoints.",
    ),
  pushed: pushed
    .optional()
    .describe(
      "Instead of both: hosts that cannot be asked send their counters to `POST /api/v1/projects/SLUG/hosts/NAME/counters`, with a token that has the scope `report:write`.",
    ),
  rules: z
    .array(canaryRuleSchema)
    .min(1)
    .default([...defaultCanaryRules])
    .describe("What must hold of the canary's answers, whatever the other hosts do."),
  minRequests: z
    .number()
    .int()
    .positive()
    .optional()
    .describe(
      `Fewer requests allow no verdict. Left out, as many as the rules need to be judged; the default ones need ${defaultMinRequests(defaultCanaryRules)}.`,
    ),
  excludeCodes: z
    .array(z.number().int().min(0).max(999))
    .default([])
    .describe("Status codes that are not counted at all, such as 499."),
  excludePaths: z
    .array(z.string().startsWith("/").meta({ title: "path" }))
    .default([])
    .describe("Paths, without their query, that are not counted, such as those of health checks."),
  excludeAgents: z
    .array(z.string().min(1).meta({ title: "text" }))
    .default(["kube-probe", "ELB-HealthChecker", "GoogleHC", "Consul Health Check"])
    .describe("Requests whose user agent begins so are health checks, and not counted."),
  sameLabels: z
    .array(z.string().min(1).meta({ title: "name of a label" }))
    .default([])
    .describe(
      "Compare only with hosts that have the same value of these labels. For fleets whose hosts have different roles.",
    ),
  compare: unlessOff(compare)
    .prefault({})
    .describe(
      "How the canary is compared with 3 to 20 hosts that still run the old revision, in each `poll` of the bake. `false`: nothing is compared; with fewer hosts the rules alone are judged.",
    ),
  latency: unlessOff(latency)
    .prefault({})
    .describe("How slow requests are compared, where the log tells durations. `false`: they are not."),
  endpoints: unlessOff(endpoints)
    .prefault({})
    .describe(
      "How errors are compared by method and path, `/users/7` and `/users/8` being one. `false`: they are not.",
    ),
  shadow: z
    .boolean()
    .default(false)
    .describe(
      "Judge a host that poses as canary all day, while nothing is deployed. It decides nothing; it tells how often each limit is wrong on these hosts, and reads their logs all the time.",
    ),
});

export type CanaryLimits = z.output<typeof canaryLimitsSchema>;
export type CanaryPolicy = z.output<typeof canaryPolicySchema>;
export type CanaryRule = z.output<typeof canaryRuleSchema>;
export type MetricsPolicy = z.output<typeof metrics>;
export type PushedPolicy = z.output<typeof pushed>;
export type AccessLogPolicy = z.output<typeof accessLog>;
