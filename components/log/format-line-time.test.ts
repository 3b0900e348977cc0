import { expect, test } from "vitest";
import { formatLineTime } from "@/components/log/format-line-time";

const at = "2026-11-23T14:05:02.014Z";
const options = { zone: "UTC", origin: "2026-11-23T14:03:22.000Z" };

test.each([
  ["off", ""],
  ["clock", "14:05:02.014"],
  ["elapsed", "  +100.014"],
] as const)("%s reads %s", (kind, text) => {
  expect(formatLineTime(at, kind, options)).toBe(text);
});

test("the clock is that of each line's own second and of the zone it is shown in", () => {
  const told = [
    ["2026-11-23T14:05:02.999Z", "UTC"],
    ["2026-11-23T14:05:02.000Z", "Asia/Kathmandu"],
    ["2026-11-23T14:05:03.001Z", "Asia/Kathmandu"],
  ] as const;
  expect(told.map(([line, zone]) => formatLineTime(line, "clock", { ...options, zone }))).toEqual([
    "14:05:02.999",
    "19:50:02.000",
    "19:50:03.001",
  ]);
});
