import type { CanaryLimits, CanaryPolicy } from "./canary-policy";
import { canaryPolicySchema } from "./canary-policy";

/** The policy with other limits; what the wish leaves out stays as it is, down to each figure. */
export function changeLimits(inForce: CanaryPolicy, wanted: CanaryLimits): CanaryPolicy {
  const { compare, latency, endpoints, ...rest } = wanted;
  return {
    ...inForce,
    ...saidOf(rest),
    compare: changePart(inForce.compare, compare, defaults.compare),
    latency: changePart(inForce.latency, latency, defaults.latency),
    endpoints: changePart(inForce.endpoints, endpoints, defaults.endpoints),
  };
}

const defaults = canaryPolicySchema.parse({});

/** A part that is off in the project file has nothing of its own to keep. */
function changePart<Part extends object>(
  inForce: Part | false,
  wanted: NoInfer<Partial<Part>> | false | undefined,
  byDefault: NoInfer<Part> | false,
): Part | false {
  if (wanted === undefined) return inForce;
  return wanted && ({ ...(inForce || byDefault), ...saidOf(wanted) } as Part);
}

function saidOf<T extends object>(wanted: T): Partial<T> {
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined)) as Partial<T>;
}
