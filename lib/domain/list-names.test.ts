import { expect, test } from "vitest";
import { listNames } from "./list-names";

test.each([
  [1, "web-1"],
  [3, "web-1, web-2, web-3"],
  [10, "web-1, web-2, web-3, web-4, web-5, web-6, web-7, web-8, web-9, web-10"],
  [12, "web-1, web-2, web-3, web-4, web-5, web-6, web-7, web-8, web-9, web-10 and 2 more"],
])("%i names", (count, told) => {
  expect(listNames(Array.from({ length: count }, (_, index) => `web-${index + 1}`))).toBe(told);
});
