import { expect, test } from "vitest";
import { allowedFailures, isBudgetExceeded } from "./failure-budget";

test.each([
  [100, 1, 1],
  [99, 1, 0],
  [24, 1, 0],
  [500, 1, 5],
  [1000, 0.1, 1],
  [3000, 0.1, 3],
  [10, 100, 10],
  [10, 0, 0],
  [0, 1, 0],
])("of %i hosts at %d %%, %i may fail", (hosts, percent, allowed) => {
  expect(allowedFailures(hosts, percent)).toBe(allowed);
});

test("exactly the share is within the budget, one more is not", () => {
  expect(isBudgetExceeded(5, 500, 1)).toBe(false);
  expect(isBudgetExceeded(6, 500, 1)).toBe(true);
});
