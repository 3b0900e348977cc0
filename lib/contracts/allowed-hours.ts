import { z } from "zod";
import { weekDays } from "../domain/hours/allowed-hours";
import { isTimeZone } from "../domain/hours/local-time";

const clock = (latest: string, pattern: RegExp) =>
  z
    .string()
    .regex(pattern, `write a time from 00:00 to ${latest}`)
    .meta({ title: `time from "00:00" to "${latest}"` });

const hoursWindow = z
  .strictObject({
    days: z.array(z.enum(weekDays)).min(1, "name at least one day").describe("Days on which the window begins."),
    from: clock("23:59", /^([01]\d|2[0-3]):[0-5]\d$/).describe("When it begins."),
    to: clock("24:00", /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/).describe(
      "When it ends. A time before `from` is on the next day.",
    ),
  })
  .refine(
    ({ from, to }) => from !== to,
    "must not end when it begins: a whole day is 00:00 to 24:00, and an end before the beginning is on the next day",
  );

/** When the automation may start rollouts, as the project file says it. */
export const allowedHoursSchema = z.strictObject({
  timeZone: z.string().refine(isTimeZone, "write the name of a time zone such as Europe/Berlin").meta({
    title: "time zone such as Europe/Berlin",
    description: "The time zone of `from` and `to`. When its clocks change, so do they.",
  }),
  weekly: z.array(hoursWindow).min(1, "give at least one window").describe("Windows of the week; it may start in any."),
});
