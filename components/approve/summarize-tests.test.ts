import { expect, test } from "vitest";
import { summarizeTests } from "@/components/approve/summarize-tests";

test("how the tests of a range stand, most first", () => {
  const statuses = ["failed", "passed", "passed", "unknown", "passed"] as const;
  expect(summarizeTests(statuses.map((testStatus) => ({ testStatus })))).toBe("3 passed, 1 failed, 1 no data");
  expect(summarizeTests([])).toBe("");
  expect(summarizeTests([{ testStatus: "passed" }], 700)).toBe("of the newest 1: 1 passed");
});
