import { expect, test } from "vitest";
import { estimateRollback } from "./estimate-rollback";

test.each([
  [{ hosts: 200, width: 200, hostSeconds: 4.2 }, 5],
  [{ hosts: 201, width: 200, hostSeconds: 4 }, 8],
  [{ hosts: 3, width: 1, hostSeconds: 10 }, 30],
  [{ hosts: 3, width: 1, hostSeconds: null }, null],
])("%j takes %j seconds", (facts, seconds) => {
  expect(estimateRollback(facts)).toBe(seconds);
});
