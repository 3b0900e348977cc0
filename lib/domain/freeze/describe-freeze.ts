import { describeMoment } from "../describe-moment";

/** A freeze in force. Epoch milliseconds. */
export type Freeze = { reason: string; by: string; expiresAt: number };

/** "Frozen until 18:00 UTC by ana: the database moves" */
export function describeFreeze({ reason, by, expiresAt }: Freeze, now: number): string {
  return `Frozen until ${describeMoment(expiresAt, { now })} by ${by}: ${reason}`;
}
