import type { CanaryVerdict, MetricVerdict } from "./canary-verdict";

/** A verdict without what only a replay needs: what is stored with a stage, and shown. */
export type VerdictView = Pick<CanaryVerdict, "verdict" | "reason" | "why" | "minRequests"> & {
  metrics: Omit<MetricVerdict, "log10Evidence">[];
  at: string;
};

/** @param at when the verdict was reached, ISO 8601 in UTC */
export function toVerdictView({ verdict, reason, why, minRequests, metrics }: CanaryVerdict, at: string): VerdictView {
  return { verdict, reason, why, minRequests, metrics: metrics.map(({ log10Evidence: _, ...metric }) => metric), at };
}
