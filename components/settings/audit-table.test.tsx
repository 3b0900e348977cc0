import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { AuditEntryView } from "@/lib/contracts/audit-views";
import { AuditTable } from "./audit-table";

const entry: AuditEntryView = {
  id: 7,
  at: "2026-11-23T03:12:00.000Z",
  actedAt: null,
  actor: { kind: "user", name: "ana" },
  action: "abortRollout",
  project: "web",
  target: "rollout #12",
  outcome: "done",
  reason: null,
  details: null,
  requestId: null,
  address: null,
  previousHash: "0".repeat(64),
  hash: "1".repeat(64),
};

/** The text on screen, without its elements. */
function read(change: Partial<AuditEntryView>): string {
  const markup = renderToStaticMarkup(<AuditTable project="web" entries={[{ ...entry, ...change }]} />);
  const body = markup.slice(markup.indexOf("<tbody"));
  return body
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

test("an act is told in words, with who did it", () => {
  expect(read({})).toMatch(/ana .*Done Abort: rollout #12 Entry 7 Hash 1{64}$/);
});

test("a refusal says why, of which other project, and that a token asked", () => {
  const told = read({
    outcome: "refused",
    reason: "It had ended.",
    project: "shop",
    actor: { kind: "api", name: "ci" },
  });
  expect(told).toMatch(/ci \(token\) .*Refused Abort: rollout #12 in shop It had ended\./);
});

test("an act tells that nobody signed in for it: it was done at the machine, or with which token", () => {
  expect(read({ details: { by: "machine" } })).toMatch(/ana \(at the machine\) .*Done/);
  expect(read({ actor: { kind: "api", name: "ci" }, details: { by: "token 1a2b3c4d" } })).toMatch(
    /ci \(token 1a2b3c4d\) .*Done/,
  );
});

test("what was written later tells both times, and details come with where it came from", () => {
  const told = read({ actedAt: "2026-11-23T02:12:00.000Z", details: { isRepeated: false }, address: "10.1.2.3" });
  expect(told).toMatch(/asked before: no .*Written later, .*: it could not be written at once\. From 10\.1\.2\.3/);
});

test("what changed is told from what to what, and nothing of it can hide", () => {
  const told = read({ action: "setMode", details: { before: "suggest", after: "un\u202eattended" } });
  expect(told).toContain("mode: suggest → un\ufffdattended");
});

test("what reorders or hides text is shown as a symbol", () => {
  expect(read({ reason: "a\u202eb\u001b[2J" })).toContain("a\ufffdb\u241b[2J");
});

test("markup in what people wrote stays text", () => {
  expect(renderToStaticMarkup(<AuditTable project="web" entries={[{ ...entry, reason: "<img src=x>" }]} />)).toContain(
    "&lt;img src=x&gt;",
  );
});
