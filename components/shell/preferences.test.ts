import { expect, test } from "vitest";
import { parsePreferences, readAddressedZone } from "@/components/shell/preferences";

const read = (cookies: Record<string, string>) => parsePreferences((name) => cookies[name]);

test("a first visit follows the system and shows local time", () => {
  expect(read({})).toEqual({ theme: "system", zone: "local", localZone: "UTC", keys: true });
});

test("reads what was chosen", () => {
  const cookies = {
    "sauron-theme": "dark",
    "sauron-zone": "utc",
    "sauron-local-zone": "Asia%2FKathmandu",
    "sauron-keys": "off",
  };
  expect(read(cookies)).toEqual({
    theme: "dark",
    zone: "utc",
    localZone: "Asia/Kathmandu",
    keys: false,
  });
});

test("nonsense in a cookie is as if it were not there", () => {
  const cookies = { "sauron-theme": "<b>", "sauron-local-zone": "Mars/Olympus" };
  expect(read(cookies)).toMatchObject({ theme: "system", localZone: "UTC" });
});

test("an address can ask for a zone, and says nothing with any other word", () => {
  expect(readAddressedZone("?tab=log&tz=utc")).toBe("utc");
  expect(readAddressedZone("?tz=local")).toBe("local");
  for (const query of ["", "?tab=log", "?tz=", "?tz=Mars"]) expect(readAddressedZone(query)).toBeNull();
});
