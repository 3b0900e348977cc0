import { expect, test } from "vitest";
import { type AuditEntry, noEntryBefore } from "./audit-entry";
import { canonicalText } from "./canonical-text";

const entry: Omit<AuditEntry, "hash"> = {
  id: 7,
  at: new Date("2026-11-23T03:12:00.123Z"),
  actedAt: null,
  actor: { kind: "user", name: "ana" },
  action: "setMode",
  project: "web",
  target: "automation",
  outcome: "done",
  reason: "we trust it",
  details: { before: "confirm", after: { mode: "unattended", hosts: 3 } },
  requestId: null,
  address: "::1",
  previousHash: noEntryBefore,
};

const changes: Partial<typeof entry>[] = [
  { id: 8 },
  { at: new Date("2026-11-23T03:12:00.124Z") },
  { actedAt: entry.at },
  { actor: { kind: "api", name: "ana" } },
  { actor: { kind: "user", name: "anna" } },
  { action: "askAgain" },
  { project: null },
  { target: "automation " },
  { outcome: "refused" },
  { reason: null },
  { details: { before: "confirm", after: { mode: "unattended", hosts: 4 } } },
  { details: null },
  { requestId: "1" },
  { address: null },
  { previousHash: "1".repeat(64) },
];

test.each(changes)("%o makes another text", (change) => {
  expect(canonicalText({ ...entry, ...change })).not.toBe(canonicalText(entry));
});

test("the order in which details are given makes no other text", () => {
  const details = { after: { hosts: 3, mode: "unattended" }, before: "confirm" };
  expect(canonicalText({ ...entry, details })).toBe(canonicalText(entry));
});

test("the text stays what it is: hashes of the past are made of it", () => {
  expect(canonicalText(entry)).toBe(
    `[1,7,"2026-11-23T03:12:00.123Z",null,"user","ana","setMode","web","automation","done","we trust it",{"after":{"hosts":3,"mode":"unattended"},"before":"confirm"},null,"::1","${noEntryBefore}"]`,
  );
});
