import { describe, expect, test } from "vitest";
import { readTypedTime, writeTypedTime } from "@/components/ui/typed-time";

/** 13:42 in Kathmandu. */
const now = Date.parse("2026-11-23T07:57:00Z");

describe("readTypedTime", () => {
  test.each([
    ["13:42", "2026-11-23T07:57:00.000Z"],
    ["3:12", "2026-11-22T21:27:00.000Z"],
    ["13:43", "2026-11-22T07:58:00.000Z"],
    ["23:59:30", "2026-11-22T18:14:30.000Z"],
  ])("%j without a day is the last one", (text, iso) => expect(readTypedTime(text, "Asia/Kathmandu", now)).toBe(iso));

  test.each([
    ["2026-11-23 03:12", "UTC", "2026-11-23T03:12:00.000Z"],
    ["2026-11-23 03:12", "Asia/Kathmandu", "2026-11-22T21:27:00.000Z"],
    [" 2026-07-01T12:00:05 ", "America/New_York", "2026-07-01T16:00:05.000Z"],
    ["2026-11-23", "Europe/Berlin", "2026-11-22T23:00:00.000Z"],
  ])("%j in %s is %s", (text, zone, iso) => expect(readTypedTime(text, zone, now)).toBe(iso));

  test.each([
    ["2026-11-23 03:12Z", "2026-11-23T03:12:00.000Z"],
    ["2026-11-23 03:12 UTC", "2026-11-23T03:12:00.000Z"],
    ["2026-11-23 03:12+02:00", "2026-11-23T01:12:00.000Z"],
    ["1700000000", "2023-11-14T22:13:20.000Z"],
  ])("%j says itself when it is", (text, iso) => expect(readTypedTime(text, "Asia/Kathmandu", now)).toBe(iso));

  test.each(["yesterday", "2026-02-30", ""])("%j is no time, and stays as it is", (text) => {
    expect(readTypedTime(text, "Asia/Kathmandu", now)).toBe(text);
  });
});

describe("readTypedTime, where the clock is put forward and back", () => {
  const inBerlin = (text: string) => readTypedTime(text, "Europe/Berlin", now);

  test("reads the hours around the change as they are shown", () => {
    expect(inBerlin("2026-03-29 01:59")).toBe("2026-03-29T00:59:00.000Z");
    expect(inBerlin("2026-03-29 03:00")).toBe("2026-03-29T01:00:00.000Z");
    expect(inBerlin("2026-10-25 01:59")).toBe("2026-10-24T23:59:00.000Z");
    expect(inBerlin("2026-10-25 03:00")).toBe("2026-10-25T02:00:00.000Z");
  });

  test("reads an hour that is left out as the moment of the change", () => {
    expect(inBerlin("2026-03-29 02:30")).toBe("2026-03-29T01:00:00.000Z");
  });

  test("reads an hour that comes twice as the first", () => {
    expect(inBerlin("2026-10-25 02:30")).toBe("2026-10-25T00:30:00.000Z");
  });
});

describe("writeTypedTime", () => {
  test("writes a time as the clock of the zone shows it, as short as can be", () => {
    expect(writeTypedTime("2026-11-23T03:12:00.000Z", "UTC")).toBe("2026-11-23 03:12");
    expect(writeTypedTime("2026-11-23T03:12:05Z", "Asia/Kathmandu")).toBe("2026-11-23 08:57:05");
    expect(writeTypedTime("2026-11-23T00:00:00Z", "UTC")).toBe("2026-11-23 00:00");
    expect(writeTypedTime("some day", "UTC")).toBe("some day");
  });

  test("what it writes is read as the same moment again, through every hour of the weeks of change", () => {
    const weeks = [Date.parse("2026-03-07T00:30:00.123Z"), Date.parse("2026-10-03T00:30:00.123Z")];
    for (const zone of ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"]) {
      for (const hour of weeks.flatMap((from) => Array.from({ length: 32 * 24 }, (_, at) => from + at * 3_600_000))) {
        const iso = new Date(hour).toISOString();
        expect(readTypedTime(writeTypedTime(iso, zone), zone, now)).toBe(iso);
      }
    }
  });
});
