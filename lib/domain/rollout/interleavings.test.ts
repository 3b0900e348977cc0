import { describe, expect, test } from "vitest";
import { explore } from "@/lib/testing/model/explore";
import { everyGuard } from "@/lib/testing/model/world";

/** Long on a busy machine: tens of thousands of worlds. */
const patience = 120_000;

describe("a rollout, an abort and two workers, in every order there is", () => {
  test.each([
    ["pending", ["aborted", "failed", "succeeded"]],
    ["proposed", ["aborted", "discarded", "failed", "succeeded"]],
  ] as const)(
    "a %s one ends once, with idle hosts, and by the abort when that came first",
    (from, finals) => {
      const { wrong, ends, states } = explore(from, [1, 1], everyGuard);
      expect(wrong).toBeNull();
      expect([...ends].sort()).toEqual(finals);
      expect(states).toBeGreaterThan(20_000);
    },
    patience,
  );

  test.each([
    ["the abort in the guarded update and in the claim", { abort: false }, "A host was taken after the abort."],
    [
      "version and epoch in the guarded update",
      { version: false, epoch: false },
      "abortRequested changed a rollout that was no longer what had been read.",
    ],
    [
      "the word of a host that what had not begun will not begin",
      { closing: false },
      "A host was started after the end of the rollout.",
    ],
    [
      "a look at the rollout before a host is queued once more",
      { ended: false },
      "It is aborted with a host that is queued.",
    ],
  ])(
    "would go wrong without %s",
    (_guard, missing, what) => {
      expect(explore("pending", [1], { ...everyGuard, ...missing }).wrong?.what).toBe(what);
    },
    patience,
  );

  test("either of version and epoch is enough", () => {
    expect(explore("pending", [1], { ...everyGuard, version: false }).wrong).toBeNull();
    expect(explore("pending", [1], { ...everyGuard, epoch: false }).wrong).toBeNull();
  });
});
