import { describe, expect, test } from "vitest";
import { formatAbsolute, formatClock, formatDuration, formatRelative, formatZone } from "@/components/ui/time-format";

const at = Date.parse("2026-11-23T14:03:22Z");

describe("absolute times", () => {
  test("are on the 24-hour clock, midnight being 00", () => {
    expect(formatClock(at, "UTC")).toBe("14:03:22");
    expect(formatClock(Date.parse("2026-11-23T00:00:05Z"), "UTC")).toBe("00:00:05");
  });

  test("follow a zone with a quarter of an hour", () => {
    expect(formatClock(at, "Asia/Kathmandu")).toBe("19:48:22");
    expect(formatZone(at, "Asia/Kathmandu")).toBe("UTC+05:45");
  });

  test("follow daylight saving time on both sides of the change", () => {
    expect(formatZone(Date.parse("2026-03-29T00:59:59Z"), "Europe/Berlin")).toBe("UTC+01:00");
    expect(formatZone(Date.parse("2026-03-29T01:00:00Z"), "Europe/Berlin")).toBe("UTC+02:00");
    expect(formatZone(at, "America/New_York")).toBe("UTC-05:00");
  });

  test("name the day when it is not today, and the year when it is not this one", () => {
    expect(formatAbsolute(at, at + 60_000, "UTC")).toBe("14:03:22");
    expect(formatAbsolute(at - 86_400_000, at, "UTC")).toBe("22 Nov 14:03:22");
    expect(formatAbsolute(Date.parse("2025-01-02T03:04:05Z"), at, "UTC")).toBe("2 Jan 2025 03:04:05");
  });
});

describe("relative times", () => {
  test.each([
    [at, "just now"],
    [at - 42_000, "42 s ago"],
    [at - 4 * 60_000 - 59_000, "4 min ago"],
    [at + 3 * 60_000, "in 3 min"],
    [at - 23 * 3_600_000, "23 h ago"],
    [at - 24 * 3_600_000, null],
  ])("%s reads %s", (ms, text) => {
    expect(formatRelative(ms, at)).toBe(text);
  });
});

describe("durations", () => {
  test.each([
    [-5, "0 s"],
    [48_000, "48 s"],
    [120_000, "2 min"],
    [130_000, "2 min 10 s"],
    [11_100_000, "3 h 05 min"],
  ])("%s ms reads %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
