import { describe, expect, test } from "vitest";
import { groupSamples, type HostSample } from "./group-samples";

const sample = (change: Partial<HostSample> & { start: number }): HostSample => ({
  arm: "canary",
  hostId: 1,
  codes: { 200: 10 },
  slow: null,
  endpoints: null,
  unparsed: 0,
  clockOffsetMs: 0,
  error: null,
  at: new Date(100_000),
  fromAt: new Date(change.start),
  ...change,
});

const window = { countedFrom: 10_000, closedBefore: 40_000, intervalMs: 10_000 };

test("parts of one interval are added up, whichever look read them; warm-up and open intervals are left out", () => {
  const samples = [0, 10_000, 10_000, 20_000, 30_000, 40_000].map((start) => sample({ start }));
  expect(groupSamples(samples, window).map(({ canary }) => canary.codes)).toEqual([
    { 200: 20 },
    { 200: 10 },
    { 200: 10 },
  ]);
});

test("the arms stand beside each other in the same interval, also when one of them is silent", () => {
  const samples = [sample({ start: 10_000 }), sample({ start: 20_000, arm: "control", hostId: 2 })];
  const arms = groupSamples(samples, window).map(({ canary, control }) => [canary.codes, control?.codes]);
  expect(arms).toEqual([
    [{ 200: 10 }, {}],
    [{}, { 200: 10 }],
  ]);
  expect(groupSamples([sample({ start: 10_000 })], window)[0]?.control).toBeNull();
});

describe("what hosts tell beside codes", () => {
  const timed = { slow: { p99: 1 }, endpoints: { "GET /": { 200: 10 } } };
  test("is added up when all tell it", () => {
    const [interval] = groupSamples(
      [sample({ start: 10_000, ...timed }), sample({ start: 10_000, ...timed, hostId: 2 })],
      window,
    );
    expect(interval?.canary).toMatchObject({ slow: { p99: 2 }, endpoints: { "GET /": { codes: { 200: 20 } } } });
  });
  test("is not known when one that answered does not", () => {
    const [interval] = groupSamples(
      [sample({ start: 10_000, ...timed }), sample({ start: 10_000, hostId: 2 })],
      window,
    );
    expect(interval?.canary).not.toHaveProperty("slow");
    const silent = sample({ start: 10_000, hostId: 2, codes: {} });
    expect(groupSamples([sample({ start: 10_000, ...timed }), silent], window)[0]?.canary.slow).toEqual({ p99: 1 });
  });
});

describe("hosts that cannot be believed", () => {
  const control = (hostId: number, change: Partial<HostSample> = {}) =>
    sample({ start: 10_000, arm: "control", hostId, ...change });

  test("one canary host that cannot be read now spoils the newest interval; once it is read again nothing is lost", () => {
    const failed = sample({ start: 30_000, codes: {}, error: "no route" });
    expect(groupSamples([sample({ start: 10_000 }), failed], window).at(-1)?.canary.error).toBe("no route");
    expect(groupSamples([failed, sample({ start: 30_000 })], window).at(-1)?.canary.error).toBeNull();
  });

  test("of the controls, only all of them", () => {
    const gone = control(3, { error: "no route", codes: {} });
    expect(groupSamples([control(2), gone], window).at(-1)?.control?.error).toBeNull();
    expect(groupSamples([control(2, { error: "down" }), gone], window).at(-1)?.control?.error).toBe("down");
  });

  test("a control whose clock is off is left out; that of the canary is told", () => {
    const skewed = control(3, { clockOffsetMs: -6000 });
    const [interval] = groupSamples([sample({ start: 10_000, clockOffsetMs: 7000 }), control(2), skewed], window);
    expect(interval).toMatchObject({
      canary: { clockOffsetMs: 7000 },
      control: { codes: { 200: 10 }, clockOffsetMs: 0 },
    });
    const [all] = groupSamples([control(2, { clockOffsetMs: 9000 }), skewed], window);
    expect(all?.control).toMatchObject({ codes: { 200: 20 }, clockOffsetMs: -6000 });
  });

  test("an error is told before there is any interval", () => {
    expect(groupSamples([sample({ start: 90_000, codes: {}, error: "no file" })], window)).toMatchObject([
      { canary: { codes: {}, error: "no file" } },
    ]);
  });
});
