import { describeMoment } from "../describe-moment";
import type { AllowedHours, HoursLook } from "./allowed-hours";

/** Whether the automation may start rollouts at this hour, and until when, as a sentence. */
export function describeHours(hours: AllowedHours, { open, changesAt }: HoursLook, now: number): string {
  const { timeZone } = hours;
  const when = changesAt === null ? null : describeMoment(changesAt, { now, timeZone });
  if (open) return when === null ? "Any hour is an allowed one" : `Within the allowed hours, until ${when}`;
  return `Outside of the allowed hours, which begin again ${when ?? "never"}: until then a person may start a rollout`;
}
