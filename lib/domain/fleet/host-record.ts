/** How a host did in the newest rollouts that tried to deploy it. */
export type HostRecord = { failed: number; of: number };

/** A record looks back over so many rollouts at the most. */
export const recordedRollouts = 20;

/** Fewer failures than this may be bad luck. */
const fewestFailures = 3;

/** A host keeps failing when it did in several rollouts, and in at least half of those that tried it. */
export function keepsFailing({ failed, of }: HostRecord): boolean {
  return failed >= fewestFailures && failed * 2 >= of;
}

/** "failed in 17 of the last 20 rollouts" */
export function describeRecord({ failed, of }: HostRecord): string {
  if (of === 0) return "not yet tried by a rollout";
  return `failed in ${failed} of the last ${of === 1 ? "rollout" : `${of} rollouts`}`;
}
