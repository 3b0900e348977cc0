import { describe, expect, test } from "vitest";
import { newerView } from "@/components/live/versioned-view";

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
