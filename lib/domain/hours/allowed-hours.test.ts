import { describe, expect, test } from "vitest";
import { type AllowedHours, lookAtHours, weekDays } from "./allowed-hours";
import { describeHours } from "./describe-hours";
import { isTimeZone } from "./local-time";

const at = (iso: string) => Date.parse(iso);
const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString().replace(":00.000Z", "Z"));
const weekdays = ["mon", "tue", "wed", "thu", "fri"] as const;

const office: AllowedHours = {
  timeZone: "Europe/Berlin",
  weekly: [{ days: [...weekdays], from: "09:00", to: "17:00" }],
};
const kathmandu: AllowedHours = { timeZone: "Asia/Kathmandu", weekly: [{ days: ["wed"], from: "10:00", to: "12:00" }] };
const night: AllowedHours = {
  timeZone: "Europe/Berlin",
  weekly: [{ days: ["sat"], from: "22:00", to: "04:00" }],
};
const gap: AllowedHours = { timeZone: "Europe/Berlin", weekly: [{ days: ["sun"], from: "02:30", to: "05:00" }] };
const twoParts: AllowedHours = {
  timeZone: "UTC",
  weekly: [
    { days: ["mon"], from: "09:00", to: "12:00" },
    { days: ["mon"], from: "11:00", to: "24:00" },
    { days: ["tue"], from: "00:00", to: "01:00" },
  ],
};
const always: AllowedHours = { timeZone: "UTC", weekly: [{ days: [...weekDays], from: "00:00", to: "24:00" }] };

const cases: [name: string, hours: AllowedHours, now: string, open: boolean, changesAt: string | null][] = [
  ["in the middle of a working day", office, "2026-11-25T12:00Z", true, "2026-11-25T16:00Z"],
  ["the minute it opens", office, "2026-11-25T08:00Z", true, "2026-11-25T16:00Z"],
  ["the minute it closes", office, "2026-11-25T16:00Z", false, "2026-11-26T08:00Z"],
  ["on Friday evening the next opening is Monday", office, "2026-11-27T18:00Z", false, "2026-11-30T08:00Z"],
  ["in summer it opens an hour earlier by UTC", office, "2026-07-01T07:30Z", true, "2026-07-01T15:00Z"],
  ["over the change to summer time", office, "2026-03-27T18:00Z", false, "2026-03-30T07:00Z"],
  ["over the change to winter time", office, "2026-10-23T18:00Z", false, "2026-10-26T08:00Z"],
  ["five hours and three quarters east", kathmandu, "2026-11-25T04:14Z", false, "2026-11-25T04:15Z"],
  ["and open there", kathmandu, "2026-11-25T04:15Z", true, "2026-11-25T06:15Z"],
  ["over midnight, before it", night, "2026-11-28T22:30Z", true, "2026-11-29T03:00Z"],
  ["over midnight, after it", night, "2026-11-29T02:59Z", true, "2026-11-29T03:00Z"],
  ["the next night is none", night, "2026-11-29T22:30Z", false, "2026-12-05T21:00Z"],
  ["over midnight into the short night", night, "2026-03-28T21:30Z", true, "2026-03-29T02:00Z"],
  ["over midnight into the long night", night, "2026-10-24T20:30Z", true, "2026-10-25T03:00Z"],
  ["a beginning the clocks leave out is the change", gap, "2026-03-29T00:59Z", false, "2026-03-29T01:00Z"],
  ["and from the change on it is open", gap, "2026-03-29T01:00Z", true, "2026-03-29T03:00Z"],
  ["a beginning that comes twice is the first", gap, "2026-10-25T00:29Z", false, "2026-10-25T00:30Z"],
  ["windows that overlap or touch are one", twoParts, "2026-11-23T10:00Z", true, "2026-11-24T01:00Z"],
  ["every hour of every day has no end", always, "2026-11-23T10:00Z", true, null],
];

test.each(cases)("%s", (_name, hours, now, open, changesAt) => {
  const look = lookAtHours(hours, at(now));
  expect([look.open, iso(look.changesAt)]).toEqual([open, changesAt]);
});

describe("describeHours", () => {
  const say = (hours: AllowedHours, now: string) => describeHours(hours, lookAtHours(hours, at(now)), at(now));

  test("tells until when, on the clock of the hours, with the day when it is another one", () => {
    expect(say(office, "2026-11-25T12:00Z")).toBe("Within the allowed hours, until 17:00 Europe/Berlin");
    expect(say(office, "2026-11-27T18:00Z")).toMatch(/begin again Mon 30 Nov 09:00 Europe\/Berlin: .* a person may/);
    expect(say(always, "2026-11-27T18:00Z")).toBe("Any hour is an allowed one");
  });
});

test("only names of the time zone database are time zones", () => {
  expect(["Europe/Berlin", "UTC", "Asia/Kathmandu"].every(isTimeZone)).toBe(true);
  expect(["Europe/Berln", "+05:45", "", "CEST-ish"].some(isTimeZone)).toBe(false);
});
