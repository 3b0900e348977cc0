import type { ArmSample, CanaryInput } from "./canary-input";
import { countRequests, type StatusCodes } from "./tally-requests";

/** The endpoints that are compared one by one; all that is not `known` counts as one more, called "other". */
export type ChosenEndpoints = { names: readonly string[]; known: ReadonlySet<string> };

const rest = "other";

/**
 * The busiest endpoints: of before the deploy, so that the list stays the same all through a bake. Where that is not
 * told, those with the most requests in both arms together, which says nothing about who got the bad ones.
 */
export function chooseEndpoints(input: CanaryInput, max: number): ChosenEndpoints {
  const before = input.baseline?.endpoints?.filter((name) => name !== rest);
  if (before) {
    const known = new Set(before.slice(0, max));
    return { names: [...known, rest], known };
  }
  const { [rest]: others, ...traffic } = addTraffic(input);
  const busiest = Object.entries(traffic).sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  const known = new Set(busiest.slice(0, max).map(([name]) => name));
  const hasRest = others !== undefined || busiest.length > max;
  return { names: hasRest ? [...known, rest] : [...known], known };
}

/** What an arm answered on one of the endpoints; null = it did not tell them apart. */
export function countEndpoint({ endpoints }: ArmSample, name: string, { known }: ChosenEndpoints): StatusCodes | null {
  if (!endpoints) return null;
  if (known.has(name)) return endpoints[name]?.codes ?? {};
  const codes: Record<string, number> = {};
  for (const [endpoint, answered] of Object.entries(endpoints)) {
    if (known.has(endpoint)) continue;
    for (const [code, count] of Object.entries(answered.codes)) codes[code] = (codes[code] ?? 0) + count;
  }
  return codes;
}

function addTraffic({ intervals }: CanaryInput): Record<string, number> {
  const traffic = new Map<string, number>();
  for (const { canary, control } of intervals) {
    for (const [name, { codes }] of [canary, control].flatMap((arm) => Object.entries(arm?.endpoints ?? {}))) {
      traffic.set(name, (traffic.get(name) ?? 0) + countRequests(codes));
    }
  }
  return Object.fromEntries(traffic);
}
