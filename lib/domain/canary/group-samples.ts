import type { ArmSample, CanaryInterval } from "./canary-verdict";

/** What one host answered between two looks. */
export type HostSample = {
  arm: "canary" | "control";
  codes: Record<string, number>;
  unparsed: number;
  /** Why the host could not be read. */
  error: string | null;
  /** Start of the window, and the look that ended it: the same for all hosts of a look. */
  fromAt: Date;
  at: Date;
};

/**
 * Adds the hosts of each arm up, look by look, oldest first. What began before `countedFrom` (epoch ms: the end of the
 * warm-up) is left out. One unreadable canary host spoils its interval; of the controls only all of them do.
 */
export function groupSamples(samples: readonly HostSample[], countedFrom: number): CanaryInterval[] {
  const looks = new Map<number, HostSample[]>();
  for (const sample of samples) {
    if (sample.fromAt.getTime() < countedFrom) continue;
    const look = looks.get(sample.at.getTime()) ?? [];
    looks.set(sample.at.getTime(), look);
    look.push(sample);
  }
  return [...looks.entries()]
    .sort(([a], [b]) => a - b)
    .map(([, look]) => {
      const control = look.filter((sample) => sample.arm === "control");
      const canary = look.filter((sample) => sample.arm === "canary");
      return {
        canary: addSamples(canary, (errors) => errors.length > 0),
        control: control.length > 0 ? addSamples(control, (errors) => errors.length === control.length) : null,
      };
    });
}

function addSamples(samples: HostSample[], isBroken: (errors: string[]) => boolean): ArmSample {
  const codes: Record<string, number> = {};
  let unparsed = 0;
  for (const sample of samples) {
    unparsed += sample.unparsed;
    for (const [code, count] of Object.entries(sample.codes)) codes[code] = (codes[code] ?? 0) + count;
  }
  const errors = samples.flatMap((sample) => sample.error ?? []);
  return { codes, unparsed, error: isBroken(errors) ? (errors[0] ?? null) : null };
}
