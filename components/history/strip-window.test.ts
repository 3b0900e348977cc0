import { expect, test } from "vitest";
import { moveWindow, placeInWindow, wholeWindow, zoomWindow } from "./strip-window";

const hour = 3_600_000;
const whole = { from: 0, to: 10 * hour };

test("it begins with everything, the moment that is asked about included", () => {
  const spans = [{ number: 1, from: hour, to: 2 * hour }];
  expect(wholeWindow([], null)).toBeNull();
  expect(wholeWindow(spans, null)).toEqual({ from: hour * 0.98, to: hour * 2.02 });
  expect(wholeWindow(spans, 9 * hour)?.to).toBeGreaterThan(9 * hour);
});

test("zooming keeps the middle, moving keeps the length, and neither leaves what there is", () => {
  const half = zoomWindow(whole, 0.5, whole);
  expect(half).toEqual({ from: 2.5 * hour, to: 7.5 * hour });
  expect(zoomWindow(half, 2, whole)).toEqual(whole);
  expect(zoomWindow(whole, 2, whole)).toEqual(whole);
  expect(moveWindow(half, 0.25, whole)).toEqual({ from: 3.75 * hour, to: 8.75 * hour });
  expect(moveWindow(half, 9, whole)).toEqual({ from: 5 * hour, to: 10 * hour });
});

test("a rollout lies where its time is, cut off at the edges", () => {
  expect(placeInWindow({ from: hour, to: 2 * hour }, whole)).toEqual({ left: 10, width: 10 });
  expect(placeInWindow({ from: -hour, to: hour }, whole)).toEqual({ left: 0, width: 10 });
  expect(placeInWindow({ from: 9 * hour, to: 20 * hour }, whole)).toEqual({ left: 90, width: 10 });
  expect(placeInWindow({ from: 11 * hour, to: 12 * hour }, whole)).toBeNull();
});
