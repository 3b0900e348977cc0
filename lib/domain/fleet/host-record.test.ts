import { expect, test } from "vitest";
import { describeRecord, keepsFailing } from "./host-record";

test.each([
  [{ failed: 17, of: 20 }, true, "failed in 17 of the last 20 rollouts"],
  [{ failed: 3, of: 6 }, true, "failed in 3 of the last 6 rollouts"],
  [{ failed: 3, of: 7 }, false, "failed in 3 of the last 7 rollouts"],
  [{ failed: 2, of: 2 }, false, "failed in 2 of the last 2 rollouts"],
  [{ failed: 0, of: 0 }, false, "not yet tried by a rollout"],
])("%o keeps failing: %s", (record, isFailing, text) => {
  expect([keepsFailing(record), describeRecord(record)]).toEqual([isFailing, text]);
});
