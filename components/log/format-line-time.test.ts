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
