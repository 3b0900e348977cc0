/**
 * How many hosts may fail to deploy before the rollout fails: more than `percent` of its hosts.
 * 1 % is the article's own number ("if more than 1% of the hosts fail to deploy").
 */
export const defaultHostFailurePercent = 1;

/** Largest number of failed hosts that still keeps the share at or under `percent`. */
export function allowedFailures(hosts: number, percent: number): number {
  // Scaled to integers, so that 1 % of 100 hosts is exactly one host.
  return Math.floor((hosts * Math.round(percent * 1e6)) / (100 * 1e6));
}

export function isBudgetExceeded(failed: number, hosts: number, percent: number): boolean {
  return failed > allowedFailures(hosts, percent);
}
