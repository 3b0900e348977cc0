import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import type { ClockOffset } from "@/lib/integrations/ssh/fleet-ssh";

/** The database clock, which everything is counted by, and how host clocks compare with it. */
export type OurClock = {
  now: number;
  /** A host's clock minus that of the database, from how it compares with this process; not measured = right. */
  offsetOf(measured: ClockOffset): number;
};

export async function readOurClock(tx: Tx): Promise<OurClock> {
  const before = Date.now();
  const now = await readDatabaseTime(tx);
  const after = Date.now();
  // As far as it is certain: the database read its clock somewhere in between.
  const processOffset = Math.max(0, before - now) - Math.max(0, now - after);
  return { now, offsetOf: (measured) => (measured ?? 0) + processOffset };
}
