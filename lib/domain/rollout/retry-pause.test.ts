import { expect, test } from "vitest";
import { isTriedAgain, longestStepSeconds, pauseAfter } from "./retry-pause";

const step = { retries: 10, retryPause: 4, timeout: 10 };

test("the pause doubles, up to five minutes, in whole seconds", () => {
  expect([1, 2, 3, 7, 9].map((attempt) => pauseAfter(step, attempt))).toEqual([4, 8, 16, 256, 300]);
  expect(pauseAfter({ ...step, retryPause: 0.2 }, 1)).toBe(1);
  expect(pauseAfter({ ...step, retryPause: 0 }, 5)).toBe(0);
});

test("only what may pass by is tried again, and only so often", () => {
  const picky = { ...step, retries: 1, retryOn: [75] };
  expect(isTriedAgain(picky, { attempt: 1, exitCode: 75 })).toBe(true);
  expect(isTriedAgain(picky, { attempt: 1, exitCode: 1 })).toBe(false);
  expect(isTriedAgain(picky, { attempt: 2, exitCode: 75 })).toBe(false);
  expect(isTriedAgain(step, { attempt: 10, exitCode: 1 })).toBe(true);
  expect(isTriedAgain(step, { attempt: 1, exitCode: 0 })).toBe(false);
});

test("the longest a step takes has every try and every pause in it", () => {
  expect(longestStepSeconds({ ...step, retries: 0 })).toBe(10);
  expect(longestStepSeconds({ ...step, retries: 2 })).toBe(10 + 4 + 10 + 8 + 10);
});
