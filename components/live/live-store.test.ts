import { describe, expect, test } from "vitest";
import { LiveStore } from "@/components/live/live-store";

describe("a paused view", () => {
  test("holds updates, counts them, and applies the newest of each thing on resume", () => {
    const store = new LiveStore();
    const seen: string[] = [];
    store.apply("now", () => seen.push("now 1"));
    store.pause();
    store.apply("now", () => seen.push("now 2"));
    store.apply("rollout 7", () => seen.push("rollout 7"));
    store.apply("now", () => seen.push("now 3"));
    expect([seen, store.status().waiting]).toEqual([["now 1"], 3]);
    store.resume();
    expect(seen).toEqual(["now 1", "now 3", "rollout 7"]);
    expect(store.status()).toMatchObject({ paused: false, waiting: 0 });
  });
});

describe("connection", () => {
  test("opening a wider stream does not look like a loss", () => {
    const store = new LiveStore();
    store.setConnection({ phase: "live" });
    store.setConnection({ phase: "connecting" });
    expect(store.status().connection.phase).toBe("live");
  });

  test("remembers that it came back after a loss, not after the first connect", () => {
    const store = new LiveStore();
    store.setConnection({ phase: "live" });
    expect(store.status().backSince).toBeNull();
    store.setConnection({ phase: "lost", since: 1, retryAt: 2 });
    store.setConnection({ phase: "live" });
    expect(store.status().backSince).not.toBeNull();
  });

  test("counts what it catches up with, anew after every loss", () => {
    const store = new LiveStore();
    store.setConnection({ phase: "live" });
    expect(store.isCatchingUp()).toBe(false);
    for (const round of [1, 2]) {
      store.setConnection({ phase: "lost", since: round, retryAt: null });
      store.setConnection({ phase: "live" });
      expect([store.isCatchingUp(), store.status().caughtUp]).toEqual([true, 0]);
      store.countCaughtUp();
      expect(store.status().caughtUp).toBe(1);
    }
  });
});
