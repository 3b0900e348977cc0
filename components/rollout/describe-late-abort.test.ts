import { expect, test } from "vitest";
import { describeLateAbort } from "@/components/rollout/describe-late-abort";

const ended = "2026-11-23T14:06:10.000Z";

test("says by how much the rollout was faster", () => {
  const rollout = { number: 5, state: "succeeded", endedAt: ended, abort: null } as const;
  expect(describeLateAbort(rollout, "2026-11-23T14:06:12.000Z")).toBe("Done 2 s before your abort; nothing stopped.");
  expect(describeLateAbort(rollout, "2026-11-23T14:06:10.300Z")).toBe("Done just before your abort; nothing stopped.");
});

test("says that it has ended when nobody asked yet", () => {
  expect(describeLateAbort({ number: 5, state: "failed", endedAt: ended, abort: null }, null)).toBe(
    "#5: Failed already; there is nothing to stop.",
  );
});

test("says nothing while it can be aborted, or when an abort ended it", () => {
  expect(describeLateAbort({ number: 5, state: "deploying", endedAt: null, abort: null }, ended)).toBeNull();
  expect(
    describeLateAbort({ number: 5, state: "aborted", endedAt: ended, abort: { requestedAt: ended, by: "bo" } }, ended),
  ).toBeNull();
});
