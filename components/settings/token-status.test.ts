import { expect, test } from "vitest";
import { tokenStatus } from "@/components/settings/token-status";

const now = Date.parse("2026-11-29T12:00:00.000Z");

test.each([
  ["2027-11-29T12:00:00.000Z", null, "Works"],
  ["2026-12-06T12:00:01.000Z", null, "Works"],
  ["2026-12-06T12:00:00.000Z", null, "Ends soon"],
  ["2026-11-29T12:00:00.000Z", null, "Expired"],
  ["2027-11-29T12:00:00.000Z", "2026-11-29T11:00:00.000Z", "Revoked"],
])("a token until %s, revoked %s, is shown as such: %s", (expiresAt, revokedAt, word) => {
  expect(tokenStatus({ expiresAt, revokedAt }, now).word).toBe(word);
});
