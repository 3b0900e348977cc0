import { expect, test } from "vitest";
import { listCommitActions } from "@/components/commit/list-commit-actions";

const commit = {
  sha: "a".repeat(40),
  title: "Fix feed",
  author: "ana",
  authorEmail: "ana@example.org",
  lock: null,
  bad: null,
};
const cy = { name: "cy", email: "cy@example.org", everywhere: null, inProject: {} };
const ana = { ...cy, name: "Ana Lima", email: "ana@example.org" };
const list = (change: Partial<Parameters<typeof listCommitActions>[0]>, viewer = cy) =>
  listCommitActions({ ...commit, ...change }, "web", viewer);
const words = (...args: Parameters<typeof list>) => list(...args).map((action) => action.word);
const lockOf = (...args: Parameters<typeof list>) => list(...args)[1];

test("a commit can be rolled out to, locked, and marked", () => {
  expect(words({})).toEqual(["Start a rollout to here…", "Lock…", "Mark as bad…"]);
  expect(list({})[0]?.does).toEqual({ go: `/p/web/approve?to=${commit.sha}` });
});

test("what was done to it can be taken back", () => {
  const lock = { reason: "talk", by: "bo", at: "2026-11-23T14:00:00.000Z" };
  expect(words({ lock, bad: { reason: "500s", by: "cy" } })).toEqual([
    "Start a rollout to here…",
    "Unlock…",
    "Take the mark away…",
  ]);
});

test("an author locks and unlocks at once; a lock of somebody else is asked about, as its reason would be lost", () => {
  const lock = (by: string) => ({ reason: "talk", by, at: "2026-11-23T14:00:00.000Z" });
  const ofAna = { does: { open: { atOnce: true } } };
  expect(lockOf({}, ana)).toMatchObject({ word: "Lock", ...ofAna });
  expect(lockOf({ lock: lock("Ana Lima") }, ana)).toMatchObject({ word: "Unlock", ...ofAna });
  expect(lockOf({ lock: lock("bo") }, ana)).toMatchObject({ word: "Unlock…", does: { open: { atOnce: false } } });
  expect(lockOf({ lock: lock("cy") })).toMatchObject({ word: "Unlock…", does: { open: { atOnce: false } } });
  expect(lockOf({})).toMatchObject({ word: "Lock…", does: { open: { dialog: "lock", atOnce: false } } });
});
