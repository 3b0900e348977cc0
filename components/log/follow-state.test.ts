import { describe, expect, test } from "vitest";
import { countNewRows, nextFollowState } from "@/components/log/follow-state";

const following = { following: true, seenRows: 0 };
const reading = { following: false, seenRows: 100 };

describe("following", () => {
  test("any scroll upwards pauses and remembers what was seen", () => {
    const event = { type: "scrolled", direction: "up", distanceToEnd: 3, rows: 100 } as const;
    expect(nextFollowState(following, event)).toEqual(reading);
  });

  test("scrolling down does not pause", () => {
    const event = { type: "scrolled", direction: "down", distanceToEnd: 400, rows: 100 } as const;
    expect(nextFollowState(following, event)).toEqual(following);
  });

  test("a search hit or a line link pauses", () => {
    expect(nextFollowState(following, { type: "left", rows: 100 })).toEqual(reading);
  });
});

describe("reading elsewhere", () => {
  test("new lines are counted from where the reader left", () => {
    expect(countNewRows(reading, 1384)).toBe(1284);
    expect(nextFollowState(reading, { type: "left", rows: 500 })).toBe(reading);
  });

  test("coming down within 40 px of the end follows again", () => {
    const down = (distanceToEnd: number) =>
      nextFollowState(reading, { type: "scrolled", direction: "down", distanceToEnd, rows: 1384 });
    expect(down(41)).toBe(reading);
    expect(down(40)).toEqual(following);
  });

  test("being near the end while scrolling up does not follow", () => {
    const event = { type: "scrolled", direction: "up", distanceToEnd: 10, rows: 1384 } as const;
    expect(nextFollowState(reading, event)).toBe(reading);
  });

  test("the pill follows again and nothing is new", () => {
    const state = nextFollowState(reading, { type: "resumed" });
    expect(state.following).toBe(true);
    expect(countNewRows(state, 9000)).toBe(0);
  });
});
