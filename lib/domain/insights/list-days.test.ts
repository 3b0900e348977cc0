import { expect, test } from "vitest";
import { listDays } from "./list-days";

const bounds = (now: string, count: number, zone: string) =>
  listDays(Date.parse(now), count, zone).map(({ date, from, to }) => [
    date,
    new Date(from).toISOString().slice(0, 16),
    (to - from) / 3_600_000,
  ]);

test("days of UTC end with today, across a month", () => {
  expect(bounds("2026-12-01T00:00:00Z", 2, "UTC")).toEqual([
    ["2026-11-30", "2026-11-30T00:00", 24],
    ["2026-12-01", "2026-12-01T00:00", 24],
  ]);
});

test("a zone with minutes in its offset begins its days with them", () => {
  expect(bounds("2026-11-30T18:14:59Z", 1, "Asia/Kathmandu")).toEqual([["2026-11-30", "2026-11-29T18:15", 24]]);
  expect(bounds("2026-11-30T18:15:00Z", 1, "Asia/Kathmandu")).toEqual([["2026-12-01", "2026-11-30T18:15", 24]]);
});

test("a day on which the clocks change has 25 or 23 hours, and its neighbours touch it", () => {
  expect(bounds("2026-10-26T12:00:00Z", 3, "Europe/Berlin")).toEqual([
    ["2026-10-24", "2026-10-23T22:00", 24],
    ["2026-10-25", "2026-10-24T22:00", 25],
    ["2026-10-26", "2026-10-25T23:00", 24],
  ]);
  expect(bounds("2026-03-08T12:00:00Z", 1, "America/New_York")).toEqual([["2026-03-08", "2026-03-08T05:00", 23]]);
});

test("days follow each other without a gap for a quarter of a year, also where midnight is left out", () => {
  for (const zone of ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Africa/Cairo", "Pacific/Chatham"]) {
    const days = listDays(Date.UTC(2026, 5, 10), 90, zone);
    expect(new Set(days.map(({ date }) => date)).size).toBe(90);
    expect(days.slice(1).map(({ from }) => from)).toEqual(days.slice(0, -1).map(({ to }) => to));
  }
});
