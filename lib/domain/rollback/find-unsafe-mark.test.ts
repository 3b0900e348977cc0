import { expect, test } from "vitest";
import { findUnsafeMark } from "./find-unsafe-mark";

test.each([
  ["Drop a column\n\nUnsafe-to-roll-back: feed.score is gone", "feed.score is gone"],
  ["Drop a column\r\n\r\nunsafe-to-rollback:   it is gone  \r\nReviewed-by: Bo", "it is gone"],
  ["Unsafe-to-roll-back: the first line counts too", "the first line counts too"],
])("a commit says why: %j", (message, why) => {
  expect(findUnsafeMark(message)).toBe(why);
});

test.each(["A change", "It is unsafe-to-roll-back: they say", "Unsafe-to-roll-back:\n\nnothing is said"])(
  "no mark: %j",
  (message) => {
    expect(findUnsafeMark(message)).toBeNull();
  },
);
