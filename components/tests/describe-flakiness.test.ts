import { expect, test } from "vitest";
import { describeFlakiness } from "./describe-flakiness";

test.each([
  [{ flaky: 3, judged: 100 }, "Flaky: failed and then passed on 3 of the last 100 commits."],
  [{ flaky: 1, judged: 1 }, "Flaky: failed and then passed on the only commit it judged."],
])("%o", (count, text) => expect(describeFlakiness(count)).toBe(text));
