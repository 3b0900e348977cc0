export const verdictWords = ["pass", "fail", "inconclusive"] as const;
export type VerdictWord = (typeof verdictWords)[number];

/** Why the verdict is what it is. */
export const verdictReasons = [
  /** pass: every rule holds at the end of the bake. */
  "rules-hold",
  /** fail, at any look: the difference to the control cannot be chance. */
  "worse-than-control",
  /** fail, at any look: so many errors cannot be chance while a rule holds. */
  "evidence",
  /** fail, at the end: a rule does not hold on the canary. */
  "rule-violated",
  /** inconclusive: the access log cannot be read or understood. */
  "source-broken",
  "no-requests",
  "too-few-requests",
  /** inconclusive: there is nothing to compare the canary with, or too little. */
  "control-missing",
  "control-too-small",
  /** inconclusive: the canary answers less than half of its share of before the deploy. */
  "not-receiving-traffic",
  /** inconclusive: a rule does not hold on the control either. */
  "environment-or-limit",
  /** inconclusive: the difference to the control is hardly chance, but not sure enough to fail. */
  "suspicious",
  /** inconclusive: the bake has not ended. */
  "still-watching",
] as const;
export type VerdictReason = (typeof verdictReasons)[number];

export type MetricVerdict = {
  metric: string;
  /** `bad`: requests that count against the rule; of a quantile, those slower than it was before the deploy. */
  canary: { n: number; bad: number };
  control: { n: number; bad: number } | null;
  /**
   * Bad requests of the canary against those of the control: percentage points more, and how many times as frequent
   * (null = the control has none). Null while one of them has answered nothing.
   */
  difference: { points: number; times: number | null } | null;
  /** e.g. "< 0.5 %", or "< 1.5 times the control" where no rule speaks of the metric. */
  limit: string;
  log10Evidence: number;
  verdict: VerdictWord;
};

/** What is compared with the control, in one budget of wrong failures. */
export const comparisonFamilies = ["5xx", "endpoints", "latency", "4xx"] as const;
export type ComparisonFamily = (typeof comparisonFamilies)[number];

/** A family's share of the total evidence (weights add up to 1), and whether its difference is large enough to matter. */
export type FamilyVerdict = { family: ComparisonFamily; weight: number; log10Evidence: number; isLarge: boolean };

export type EndpointVerdict = {
  endpoint: string;
  canary: { n: number; bad: number };
  control: { n: number; bad: number };
  log10Evidence: number;
  /** The evidence is enough to name it, among all endpoints that were compared. */
  confirmed: boolean;
};

export type CanaryVerdict = {
  verdict: VerdictWord;
  reason: VerdictReason;
  /** 1-based interval at which the verdict was reached; 0 = there was none to look at. */
  look: number;
  /** What a person reads. */
  why: string;
  /** Evidence of everything compared with the control; without a comparison, the strongest against any rule. */
  log10Evidence: number;
  /** By how much the hosts differed more than by chance; every logarithm of evidence was divided by it. */
  phi: number;
  minRequests: number;
  /** So many times as frequent as on the control 5xx would have to be to be noticed, as a rule; null = no number is enough. */
  detectableTimes: number | null;
  /** 5xx of the canary, whatever the rules are. */
  serverErrors: { n: number; bad: number };
  metrics: MetricVerdict[];
  /** Families that are configured and have data; empty without a comparison. */
  families: FamilyVerdict[];
  /** Strongest evidence first; empty unless endpoints are compared. */
  endpoints: EndpointVerdict[];
};
