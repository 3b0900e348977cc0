import { expect, test } from "vitest";
import { describeDispersion } from "./describe-dispersion";

test("hosts that differ by chance take nothing from the evidence", () => {
  expect(describeDispersion(1)).toBe("Before the deploy the hosts differed no more than chance explains.");
});

test.each([
  [1.4, "1.4 times less."],
  [12.3, "12 times less."],
])("φ %s is told with what follows from it", (phi, end) => {
  expect(describeDispersion(phi)).toContain(end);
});
