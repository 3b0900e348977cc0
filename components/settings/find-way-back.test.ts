import { expect, test } from "vitest";
import type { AuditEntryView } from "@/lib/contracts/audit-views";
import { findWayBack } from "./find-way-back";

function wayBack(entry: Partial<AuditEntryView>): string | null {
  const done = { outcome: "done", project: "web", target: "project file", details: null, ...entry } as AuditEntryView;
  return findWayBack(done)?.address ?? null;
}

test("an applied project file leads to the version before it, the first one to nothing", () => {
  const details = { before: { revision: 3, sha256: "a" }, after: { revision: 4, sha256: "b" } };
  expect(wayBack({ action: "applyProjectFile", details })).toBe("/p/web/settings/project?revision=3");
  expect(wayBack({ action: "applyProjectFile", details: { ...details, before: null } })).toBeNull();
});

test("a lock leads to its commit, a setting to its page", () => {
  expect(wayBack({ action: "lockCommit", target: "commit 77ab01c" })).toBe("/p/web/commits/77ab01c");
  expect(wayBack({ action: "setHostAside" })).toBe("/p/web/settings/hosts");
  expect(wayBack({ action: "setMode" })).toBe("/p/web");
});

test("what was refused, is of no project, or cannot be taken back leads nowhere", () => {
  expect(wayBack({ action: "setMode", outcome: "refused" })).toBeNull();
  expect(wayBack({ action: "setRole", project: null })).toBeNull();
  expect(wayBack({ action: "abortRollout" })).toBeNull();
  expect(wayBack({ action: "__proto__" })).toBeNull();
});
