import type { ArmSample, CanaryInterval } from "./canary-input";

/** What one host answered in one interval, or in the part of it that one look read. */
export type HostSample = {
  arm: "canary" | "control";
  hostId: number;
  codes: Record<string, number>;
  /** Null = not measured, as its durations or endpoints are not known. */
  slow: Record<string, number> | null;
  endpoints: Record<string, Record<string, number>> | null;
  unparsed: number;
  /** The host's clock minus ours; null = not measured. */
  clockOffsetMs: number | null;
  /** Why the host could not be read at that look. */
  error: string | null;
  /** Beginning of the interval, and the look that read it. */
  fromAt: Date;
  at: Date;
};

export type SampleWindow = {
  /** Epoch milliseconds: what began before the end of the warm-up is left out, */
  countedFrom: number;
  /** and what ended after this, as lines of it may still come. */
  closedBefore: number;
  intervalMs: number;
};

/**
 * Adds the hosts of each arm up, interval by interval, oldest first. The health of an arm is that of its newest look: one
 * canary host that cannot be read, or whose clock is wrong, spoils it; of the controls only all of them do.
 */
export function groupSamples(samples: readonly HostSample[], window: SampleWindow): CanaryInterval[] {
  const newest = findNewest(samples);
  const counted = samples.filter((sample) => !isSkewedControl(sample, newest, window.intervalMs));
  const intervals = new Map<number, HostSample[]>();
  for (const sample of counted) {
    const startMs = sample.fromAt.getTime();
    if (startMs < window.countedFrom || startMs + window.intervalMs > window.closedBefore) continue;
    intervals.set(startMs, [...(intervals.get(startMs) ?? []), sample]);
  }
  const hasControl = samples.some(({ arm }) => arm === "control");
  const grouped = [...intervals.entries()]
    .sort(([a], [b]) => a - b)
    .map(([startMs, sampled]): CanaryInterval => {
      const of = (arm: HostSample["arm"]) => addSamples(sampled.filter((sample) => sample.arm === arm));
      return { startMs, canary: of("canary"), control: hasControl ? of("control") : null };
    });
  return tellHealth(grouped, [...newest.values()], hasControl);
}

function findNewest(samples: readonly HostSample[]): Map<number, HostSample> {
  return new Map(samples.map((sample) => [sample.hostId, sample]));
}

/** Its requests are of another time than it says; there are other controls. */
function isSkewedControl(sample: HostSample, newest: Map<number, HostSample>, intervalMs: number): boolean {
  const isWrong = (clock: number | null | undefined) => Math.abs(clock ?? 0) > intervalMs / 2;
  if (sample.arm !== "control" || !isWrong(newest.get(sample.hostId)?.clockOffsetMs)) return false;
  return [...newest.values()].some(({ arm, clockOffsetMs }) => arm === "control" && !isWrong(clockOffsetMs));
}

function addSamples(samples: readonly HostSample[]): ArmSample {
  const codes: Record<string, number> = {};
  let unparsed = 0;
  for (const sample of samples) {
    unparsed += sample.unparsed;
    addCounts(codes, sample.codes);
  }
  // A host that does not tell how slow it was would pass for a fast one.
  const telling = samples.filter((sample) => Object.keys(sample.codes).length > 0);
  const slow = addUp(telling.map((sample) => sample.slow));
  const endpoints = addEndpoints(telling.map((sample) => sample.endpoints));
  return { codes, unparsed, ...(slow && { slow }), ...(endpoints && { endpoints }) };
}

function addUp(all: readonly (Record<string, number> | null)[]): Record<string, number> | null {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    if (counts === null) return null;
    addCounts(sum, counts);
  }
  return all.length > 0 ? sum : null;
}

function addEndpoints(all: readonly HostSample["endpoints"][]): ArmSample["endpoints"] | null {
  const sum: Record<string, { codes: Record<string, number> }> = {};
  for (const endpoints of all) {
    if (endpoints === null) return null;
    for (const [name, codes] of Object.entries(endpoints)) {
      sum[name] ??= { codes: {} };
      addCounts(sum[name].codes, codes);
    }
  }
  return sum;
}

function addCounts(sum: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count;
}

/** Writes on the last interval what the newest look found of each host. */
function tellHealth(intervals: CanaryInterval[], newest: HostSample[], hasControl: boolean): CanaryInterval[] {
  const of = (arm: HostSample["arm"]) => newest.filter((sample) => sample.arm === arm);
  const [canary, control] = [of("canary"), of("control")];
  const health = {
    canary: { error: canary.find(({ error }) => error)?.error ?? null, clockOffsetMs: farthest(canary) },
    control: {
      error: control.every(({ error }) => error) ? (control[0]?.error ?? null) : null,
      clockOffsetMs: nearest(control),
    },
  };
  const last: CanaryInterval = intervals.at(-1) ?? {
    canary: { codes: {} },
    control: hasControl ? { codes: {} } : null,
  };
  const told: CanaryInterval = {
    ...last,
    canary: { ...last.canary, ...health.canary },
    control: last.control ? { ...last.control, ...health.control } : null,
  };
  return newest.length > 0 ? [...intervals.slice(0, -1), told] : intervals;
}

function farthest(samples: readonly HostSample[]): number | null {
  return pickOffset(samples, (a, b) => Math.abs(b) - Math.abs(a));
}

function nearest(samples: readonly HostSample[]): number | null {
  return pickOffset(samples, (a, b) => Math.abs(a) - Math.abs(b));
}

function pickOffset(samples: readonly HostSample[], order: (a: number, b: number) => number): number | null {
  return samples.flatMap(({ clockOffsetMs }) => clockOffsetMs ?? []).sort(order)[0] ?? null;
}
