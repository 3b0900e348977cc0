import type { HostHistory } from "./estimate-dispersion";
import type { CanaryRule } from "./judge-static-rules";
import type { Metric, StatusCodes } from "./tally-requests";

/** "p99": what 99 % of the requests are faster than. */
export type LatencyQuantile = `p${number}`;

export const defaultQuantiles = ["p50", "p90", "p99"] as const satisfies readonly LatencyQuantile[];

/** What the hosts of one arm answered in one interval. */
export type ArmSample = {
  codes: StatusCodes;
  /** Requests slower than these quantiles of their own host before the deploy; absent = not measured. */
  slow?: Readonly<Record<LatencyQuantile, number>> | undefined;
  /** Requests of single endpoints ("POST /login"), by status code; absent = not told apart. */
  endpoints?: Readonly<Record<string, { codes: StatusCodes }>> | undefined;
  /** Log lines that could not be understood. */
  unparsed?: number | undefined;
  /** Farthest that the clock of a host is from ours, either way; null = not measured. */
  clockOffsetMs?: number | null | undefined;
  /** Why the log could not be read; then nothing is known of this interval. */
  error?: string | null | undefined;
};

export type CanaryInterval = {
  /** Its beginning, epoch milliseconds; absent = the numbers came without their time. */
  startMs?: number | undefined;
  canary: ArmSample;
  control?: ArmSample | null | undefined;
};

/** How the canary is compared with the control: what counts as bad, and how sure and how large it must be. */
export type CompareConfig = {
  metrics: readonly Metric[];
  /** Share of good canaries that may be failed, for everything that is compared together. */
  alpha: number;
  minRatio: number;
  /** Percentage points. */
  minAbsDiffPct: number;
  /** Fewer bad requests than this on the canary never fail it. */
  minErrors: number;
  minControlRequests: number;
  requireControl: boolean;
  /** How much more than by chance the hosts differ; "auto" = as the history says. */
  phi: number | "auto";
};

export type LatencyConfig = { quantiles: readonly LatencyQuantile[]; minRatio: number; minAbsDiffPct: number };

export type EndpointsConfig = { max: number };

type Settings<T> = { [Key in keyof T]?: T[Key] | undefined };

/** Rules are always judged; the other parts only when they are given, see `complete-config.ts` for what they leave out. */
export type CanaryConfig = {
  /** Default: the article's two rules. */
  rules?: readonly CanaryRule[] | undefined;
  /** Default: as many as the strictest rule needs. */
  minRequests?: number | undefined;
  /** Status codes that do not count at all. */
  excludeCodes?: readonly number[] | undefined;
  compare?: Settings<CompareConfig> | undefined;
  latency?: Settings<LatencyConfig> | undefined;
  endpoints?: Settings<EndpointsConfig> | undefined;
  /** Length of an interval; clocks that are off by more than half of it break the comparison. */
  intervalSeconds?: number | undefined;
};

/** What the arms did before the deploy. */
export type CanaryBaseline = {
  /** Requests answered by the hosts of each arm: how the traffic was shared. */
  requests?: { canary: number; control: number } | undefined;
  /** Endpoints worth telling apart, busiest first. */
  endpoints?: readonly string[] | undefined;
};

export type CanaryInput = {
  config?: CanaryConfig | undefined;
  /** Oldest first. */
  intervals: readonly CanaryInterval[];
  /** The bake has ended: only then may a canary pass. */
  final: boolean;
  /** What hosts of earlier stages of the same rollout answered: evidence, but no requests of this stage. */
  carried?: readonly CanaryInterval[] | undefined;
  /** The hosts of both arms before the deploy, interval by interval; φ is estimated from it. */
  history?: HostHistory | undefined;
  baseline?: CanaryBaseline | undefined;
  /** How sentences call the arms, and for how long the canary has been watched, when known. */
  wording?: { canary?: string; control?: string; watchedSeconds?: number } | undefined;
};
