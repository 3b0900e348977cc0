import { expect, test } from "vitest";
import { listCommitActions } from "@/components/commit/list-commit-actions";

const commit = { sha: "a".repeat(40), title: "Fix feed", author: "ana", lock: null, bad: null };
const words = (change: Partial<Parameters<typeof listCommitActions>[0]>) =>
  listCommitActions({ ...commit, ...change }, "web").map((action) => action.word);

test("a commit can be rolled out to, locked, and marked", () => {
  expect(words({})).toEqual(["Start a rollout to here…", "Lock…", "Mark as bad…"]);
  expect(listCommitActions(commit, "web")[0]?.does).toEqual({ go: `/p/web/approve?to=${commit.sha}` });
});

test("what was done to it can be taken back", () => {
  const lock = { reason: "talk", by: "bo", at: "2026-11-23T14:00:00.000Z" };
  expect(words({ lock, bad: { reason: "500s", by: "cy" } })).toEqual([
    "Start a rollout to here…",
    "Unlock…",
    "Take the mark away…",
  ]);
});
