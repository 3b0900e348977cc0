import { describe, expect, test } from "vitest";
import { abortLadder, describeAbortConsequences, describeGoingBack } from "@/components/rollout/abort-ladder";

const clicked = "2026-11-23T14:06:11.900Z";
const abort = { requestedAt: "2026-11-23T14:06:12.000Z", by: "bo" };
const done = (steps: ReturnType<typeof abortLadder>) => steps.filter((step) => step.done).map((step) => step.name);

describe("abortLadder", () => {
  test("a click alone is only a request", () => {
    expect(done(abortLadder({ state: "deploying", abort: null, endedAt: null }, clicked))).toEqual(["Requested"]);
  });

  test("recorded by the server, not yet obeyed", () => {
    expect(done(abortLadder({ state: "deploying", abort, endedAt: null }, clicked))).toEqual(["Requested", "Accepted"]);
  });

  test("aborting: no host starts any more, with the time of the event", () => {
    const event = {
      id: 1,
      at: "2026-11-23T14:06:12.400Z",
      event: "abortRequested",
      from: null,
      to: "aborting" as const,
    };
    const events = [{ ...event, actor: { kind: "user" as const, name: "bo" }, reason: null }];
    const steps = abortLadder({ state: "aborting", abort, endedAt: null, events }, null);
    expect(done(steps)).toEqual(["Requested", "Accepted", "No new hosts"]);
    expect(steps[2]?.at).toBe("2026-11-23T14:06:12.400Z");
    expect(steps[0]?.at).toBe(abort.requestedAt);
  });

  test("aborted: settled when it ended", () => {
    const steps = abortLadder({ state: "aborted", abort, endedAt: "2026-11-23T14:06:20.000Z" }, null);
    expect(done(steps)).toHaveLength(4);
    expect(steps[3]?.at).toBe("2026-11-23T14:06:20.000Z");
  });

  test("a rollout that succeeded first is not settled by an abort", () => {
    expect(done(abortLadder({ state: "succeeded", abort: null, endedAt: clicked }, clicked))).toEqual(["Requested"]);
  });
});

describe("describeAbortConsequences", () => {
  const hosts = { total: 500, queued: 148, running: 40, succeeded: 312, failed: 0, skipped: 0, unknown: 0 };
  const toRevision = "9f3c2a1".padEnd(40, "0");

  test("says in numbers what happens to whom", () => {
    const text = describeAbortConsequences({ hosts, toRevision, state: "deploying" }).join(" ");
    expect(text).toContain("312 hosts done: keep 9f3c2a1");
    expect(text).toContain("40 hosts in the middle");
    expect(text).toContain("148 hosts waiting: will not start");
  });

  test("says that nothing has started", () => {
    const none = { ...hosts, queued: 500, running: 0, succeeded: 0 };
    expect(describeAbortConsequences({ hosts: none, toRevision, state: "pending" })).toEqual([
      "No host has started; 500 hosts will not.",
    ]);
  });
});

test("going back as well says where the hosts go and what is locked", () => {
  const lastGood = { number: 5, revision: "4bafd24".padEnd(40, "0") };
  expect(describeGoingBack({ commitCount: 1 }, lastGood)).toBe(
    "With “roll back”: every host it has reached goes to 4bafd24, and its commit is locked until a person resumes.",
  );
  expect(describeGoingBack({ commitCount: 2 }, null)).toContain("the last good revision, and its commits are locked");
});
