import { expect, test } from "vitest";
import { parseLogTime } from "./parse-time";

test.each([
  ["10/Oct/2000:13:55:36 -0700", Date.UTC(2000, 9, 10, 20, 55, 36)],
  ["01/Jan/2030:00:00:00 +0000", Date.UTC(2030, 0, 1)],
  ["01/Jan/2030:05:45:00 +0545", Date.UTC(2030, 0, 1)],
  ["29/Feb/2024:12:00:00 +0000", Date.UTC(2024, 1, 29, 12)],
  ["30/Jun/2015:23:59:60 +0000", Date.UTC(2015, 6, 1)],
])("%s is a moment", (text, milliseconds) => {
  expect(parseLogTime(text)).toBe(milliseconds / 1000);
});

test.each([
  "29/Feb/2023:12:00:00 +0000",
  "31/Apr/2023:12:00:00 +0000",
  "00/Jan/2023:12:00:00 +0000",
  "10/Okt/2000:13:55:36 -0700",
  "10/Oct/2000:24:00:00 -0700",
  "10/Oct/2000:13:60:36 -0700",
  "10/Oct/2000:13:55:36 +9900",
  "10/Oct/2000 13:55:36 -0700",
  "",
])("%s is none", (text) => {
  expect(parseLogTime(text)).toBeNull();
});
