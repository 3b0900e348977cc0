import { describe, expect, test } from "vitest";
import { newerView, tellsNews } from "@/components/live/versioned-view";

const known = { seq: 10, serverTime: "2026-11-23T14:00:00.000Z" };

describe("newerView", () => {
  test("takes the first one", () => {
    expect(newerView(undefined, known)).toBe(known);
  });

  test("takes a higher number", () => {
    const next = { seq: 11, serverTime: known.serverTime };
    expect(newerView(known, next)).toBe(next);
  });

  test("drops what is known or older", () => {
    expect(newerView(known, { ...known })).toBe(known);
    expect(newerView(known, { seq: 9, serverTime: "2026-11-23T14:00:04.000Z" })).toBe(known);
  });

  test("follows a server whose counter started again", () => {
    const restarted = { seq: 1, serverTime: "2026-11-23T14:00:06.000Z" };
    expect(newerView(known, restarted)).toBe(restarted);
  });
});

test("a read again that says the same is no news", () => {
  const view = { ...known, queue: ["a"], next: { computedAt: "2026-11-23T14:00:00.000Z" } };
  const again = {
    ...view,
    seq: 11,
    serverTime: "2026-11-23T14:00:05.000Z",
    next: { computedAt: "2026-11-23T14:00:05.000Z" },
  };
  expect(tellsNews(view, again)).toBe(false);
  expect(tellsNews(view, { ...again, queue: ["a", "b"] } as typeof view)).toBe(true);
  expect(tellsNews(undefined, view)).toBe(true);
});
