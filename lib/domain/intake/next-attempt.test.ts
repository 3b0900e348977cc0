import { expect, test } from "vitest";
import { nextAttempt } from "./next-attempt";

test("each pause is twice the one before, up to a minute", () => {
  const pauses: number[] = [];
  let failures = 0;
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const next = nextAttempt({ failures, connectedSeconds: attempt % 2 });
    failures = next.failures;
    pauses.push(next.pauseSeconds);
  }
  expect(pauses).toEqual([2, 4, 8, 16, 32, 60, 60, 60]);
});

test("a connection that stood for a minute begins the pauses anew; however many failed, a pause is a number", () => {
  expect(nextAttempt({ failures: 7, connectedSeconds: 60 })).toEqual({ failures: 1, pauseSeconds: 2 });
  expect(nextAttempt({ failures: 5000, connectedSeconds: 0 }).pauseSeconds).toBe(60);
});
