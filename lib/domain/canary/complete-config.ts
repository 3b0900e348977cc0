import {
  type CanaryConfig,
  type CompareConfig,
  defaultQuantiles,
  type EndpointsConfig,
  type LatencyConfig,
} from "./canary-input";
import { type CanaryRule, defaultCanaryRules, defaultMinRequests } from "./judge-static-rules";

/** A configuration with everything it left out; null = not judged. */
export type Terms = {
  rules: readonly CanaryRule[];
  minRequests: number;
  excludeCodes: readonly number[];
  /** How anything is compared, also when only latency or endpoints are; without `compare`, no metric is. */
  compare: CompareConfig;
  latency: LatencyConfig | null;
  endpoints: EndpointsConfig | null;
  needsControl: boolean;
  intervalSeconds: number;
};

export function completeConfig(config: CanaryConfig = {}): Terms {
  const rules = config.rules ?? defaultCanaryRules;
  const compare = fillIn(defaultCompare, config.compare ?? { metrics: [] });
  return {
    rules,
    minRequests: Math.max(1, config.minRequests ?? defaultMinRequests(rules)),
    excludeCodes: config.excludeCodes ?? [],
    compare,
    latency: config.latency ? fillIn(defaultLatency, config.latency) : null,
    endpoints: config.endpoints ? fillIn(defaultEndpoints, config.endpoints) : null,
    needsControl: compare.requireControl && Boolean(config.compare ?? config.latency ?? config.endpoints),
    intervalSeconds: config.intervalSeconds ?? 10,
  };
}

export const defaultCompare: CompareConfig = {
  metrics: ["5xx"],
  alpha: 0.01,
  minRatio: 1.5,
  minAbsDiffPct: 0.1,
  minErrors: 5,
  minControlRequests: 100,
  requireControl: true,
  phi: 1,
};

export const defaultLatency: LatencyConfig = { quantiles: defaultQuantiles, minRatio: 1.25, minAbsDiffPct: 0.5 };

const defaultEndpoints: EndpointsConfig = { max: 50 };

function fillIn<T extends object>(defaults: T, given: { [Key in keyof T]?: T[Key] | undefined }): T {
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(said) };
}
