import { type AllowedHours, lookAtHours } from "../hours/allowed-hours";

/** What keeps rollouts from starting for a time. */
export type Closures = {
  /** When the freeze in force expires, epoch milliseconds; null = not frozen. */
  frozenUntil: number | null;
  /** When the automation may start rollouts; null = always. */
  hours: AllowedHours | null;
};

/** Epoch seconds in, the first moment from then on when a rollout may start out; null = there is none in sight. */
export function foreseeOpenings({ frozenUntil, hours }: Closures): (at: number) => number | null {
  const notBefore = frozenUntil === null ? Number.NEGATIVE_INFINITY : frozenUntil / 1000;
  if (hours === null) return (at) => Math.max(at, notBefore);
  // Asked with ever later times, it works a window out only once.
  let openUntil = Number.NEGATIVE_INFINITY;
  return (asked) => {
    const at = Math.max(asked, notBefore);
    if (at < openUntil) return at;
    const look = lookAtHours(hours, at * 1000);
    if (!look.open) return look.changesAt === null ? null : look.changesAt / 1000;
    if (look.changesAt !== null) openUntil = look.changesAt / 1000;
    return at;
  };
}
