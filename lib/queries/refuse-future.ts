import { describeSecond } from "@/lib/domain/history/describe-fleet-at";
import { SauronError } from "@/lib/errors";

/** @throws SauronError "bad-request" when `at` has not come yet by the database clock */
export function refuseFuture(at: Date, now: Date): void {
  if (at.getTime() <= now.getTime()) return;
  const message = `${describeSecond(at.getTime())} is still to come. Name a time up to now, ${describeSecond(now.getTime())}.`;
  throw new SauronError("bad-request", message);
}
