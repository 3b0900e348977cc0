import { expect, test } from "vitest";
import { dodgeTrigger } from "@/components/ui/dodge-trigger";

const box = (left: number, top: number, width = 100, height = 40) => ({
  left,
  top,
  right: left + width,
  bottom: top + height,
});

test("a confirm button elsewhere stays where it is", () => {
  expect(dodgeTrigger(box(900, 100), box(500, 400), 800)).toBe(0);
});

test("a confirm button over its trigger moves the shorter way", () => {
  expect(dodgeTrigger(box(500, 400), box(520, 380), 800)).toBe(-36);
  expect(dodgeTrigger(box(500, 400), box(520, 420), 800)).toBe(36);
});

test("it moves up when there is no room below", () => {
  expect(dodgeTrigger(box(500, 700), box(520, 720), 780)).toBe(-76);
});

test("after the move it is apart", () => {
  for (const top of [370, 390, 400, 410, 435]) {
    const shift = dodgeTrigger(box(500, 400), box(520, top), 800);
    expect(dodgeTrigger(box(500, 400), box(520, top + shift), 800)).toBe(0);
  }
});
