import { expect, test } from "vitest";
import { auditAddress, readAuditFilter, toApiQuery } from "./audit-filter";

const query = (address: Record<string, string | string[]>) => `${toApiQuery("web", readAuditFilter(address))}`;

test.each([
  [{}, "project=web"],
  [{ all: "1" }, ""],
  [
    { who: " ana ", act: "abortRollout", outcome: "refused", find: "#12" },
    "project=web&actor=ana&action=abortRollout&outcome=refused&text=%2312",
  ],
  [
    { from: "2026-11-23", to: "2026-12-31" },
    "project=web&since=2026-11-23T00%3A00%3A00.000Z&until=2027-01-01T00%3A00%3A00.000Z",
  ],
  [
    { from: "2026-03-29", to: "2026-03-29", zone: "Europe/Berlin" },
    "project=web&since=2026-03-28T23%3A00%3A00.000Z&until=2026-03-29T22%3A00%3A00.000Z",
  ],
  [{ from: "2026-11-23", zone: "Mars/Olympus" }, "project=web&since=2026-11-23T00%3A00%3A00.000Z"],
  [{ before: "17" }, "project=web&before=17"],
  [{ who: "", all: "yes", act: "a b", outcome: "maybe", from: "2026-02-30", to: "today", before: "0" }, "project=web"],
  [{ who: ["ana", "bo"], other: "1" }, "project=web"],
])("the address %o asks for %s", (address, asked) => {
  expect(query(address)).toBe(asked);
});

test("another page keeps the filter", () => {
  const filter = readAuditFilter({ who: "ana", before: "17" });
  expect(auditAddress(filter, { before: "9" })).toBe("?who=ana&before=9");
  expect(auditAddress(filter, { before: "" })).toBe("?who=ana");
});
