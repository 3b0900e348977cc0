/** How many hosts of the fleet run one revision, null = nobody can tell; or how many a person has set aside. */
export type FleetShare = { revision: string | null; hosts: number; setAside: boolean };

/** The newest ended rollout that left something on the fleet. */
export type LeftBehind = { number: number; toRevision: string };

/** A fleet that is not on one revision, and the hosts a further step would have to touch. */
export type Mixture = {
  /** Hosts that do not run what the newest rollout brought. */
  missing: number;
};

/**
 * Whether the hosts run more than one revision, as an abort or a failure leaves them; null = they all run the same. A
 * host of which nobody can tell what it runs is not on one revision with the others; those that a person has set aside
 * take no part.
 */
export function lookAtMixture(fleet: readonly FleetShare[], left: LeftBehind): Mixture | null {
  const shares = fleet.filter((share) => !share.setAside);
  if (shares.length < 2) return null;
  const there = shares.find((share) => share.revision === left.toRevision)?.hosts ?? 0;
  return { missing: shares.reduce((sum, share) => sum + share.hosts, 0) - there };
}
