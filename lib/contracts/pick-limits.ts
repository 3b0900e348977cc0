import type { CanaryLimits, CanaryPolicy } from "./canary-policy";

/** What of the policy is a limit, as far as the project file says it. */
export function pickLimits(policy: CanaryPolicy): CanaryLimits {
  const { rules, minRequests, excludeCodes, compare, latency, endpoints } = policy;
  return { rules, minRequests, excludeCodes, compare, latency, endpoints };
}
