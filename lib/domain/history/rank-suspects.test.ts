import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeSearch } from "./describe-suspect";
import { graceMs, lookBackMs, rankSuspects } from "./rank-suspects";
import type { HostSpan } from "./trace-commit";

const minute = 60_000;
const began = Date.UTC(2026, 10, 23, 3, 12);
const commits = [1, 2, 3, 4, 5].map((position) => ({ sha: `${position}`.repeat(40), position }));

/** A host that ran 1 all along, and what it came to run after. */
function host(name: string, ...moves: [at: number, position: number | null][]): HostSpan[] {
  const all: [number, number | null][] = [[began - lookBackMs - 1, 1], ...moves];
  return all.map(([since, position], index) => ({
    host: name,
    since,
    until: all[index + 1]?.[0] ?? null,
    position,
    broughtFrom: null,
  }));
}

const rank = (spans: HostSpan[], hosts: string[] | null = null, until: number | null = null) =>
  rankSuspects({ since: began, until, hosts }, spans, commits);
const told = (...args: Parameters<typeof rank>) =>
  rank(...args).map(({ commit, score, reasons }) => [commit.position, score, ...reasons]);

describe("a commit", () => {
  test("that came 40 s before, to the affected hosts alone, fits as well as can be", () => {
    const spans = [...host("a", [began - 40_000, 2]), ...host("b", [began - 40_000, 2]), ...host("c")];
    expect(told(spans, ["a", "b"])).toEqual([
      [
        2,
        100,
        "It reached the first affected host 40 s before the error began.",
        "2 of 2 affected hosts ran it.",
        "No other host did.",
      ],
    ]);
  });

  test("that other hosts ran too, without the error, fits half as well", () => {
    const spans = [...host("a", [began - minute, 2]), ...host("b", [began - minute, 2])];
    expect(told(spans, ["a"])).toEqual([
      [2, 50, expect.any(String), "1 of 1 affected host ran it.", "1 of 1 other hosts ran it too, without the error."],
    ]);
  });

  test("that the affected hosts did not run is none", () => {
    expect(rank([...host("a"), ...host("b", [began - minute, 2])], ["a"])).toEqual([]);
  });

  test("that had gone from the hosts when the error began does not fit", () => {
    const spans = host("a", [began - 10 * minute, 2], [began - 5 * minute, 1]);
    expect(told(spans, ["a"])).toEqual([
      [2, 0, expect.any(String), "0 of 1 affected host ran it.", expect.any(String)],
    ]);
  });

  test("that came after the error began is none, except for what clocks are wrong by", () => {
    expect(rank(host("a", [began + graceMs + 1, 2]))).toEqual([]);
    expect(told(host("a", [began + graceMs, 2]))).toEqual([
      [2, 38, expect.stringContaining("1 min after the error began"), expect.any(String)],
    ]);
  });

  test("that was rolled back and came again counts from when it came again", () => {
    const spans = host("a", [began - 300 * minute, 2], [began - 200 * minute, 1], [began - minute, 2]);
    expect(told(spans, ["a"])).toMatchObject([
      [2, 100, expect.stringContaining("1 min before"), expect.any(String), expect.any(String)],
    ]);
  });

  test("is followed back into the time in which nobody could tell", () => {
    const spans = host("a", [began - 2 * minute, null], [began + 10 * minute, 2]);
    expect(told(spans)).toEqual([
      [
        2,
        75,
        "It reached the first host 2 min before the error began.",
        "On which hosts the error was seen is not said: that would tell more.",
      ],
    ]);
    expect(told(spans, ["a"])).toEqual([
      [2, 50, expect.any(String), "0 of 1 affected host ran it; of 1 nobody could tell.", expect.any(String)],
    ]);
  });

  test("of a host's first rollout counts from where that rollout came", () => {
    const first = { host: "new", since: began - minute, until: null, position: 3, broughtFrom: 2 };
    expect(rank([first]).map(({ commit }) => commit.position)).toEqual([3]);
    expect(rank([{ ...first, broughtFrom: null }])).toEqual([]);
  });

  test("that the spread tells apart from its neighbours comes first", () => {
    const spans = [
      ...host("a", [began - 60 * minute, 2], [began - 2 * minute, 4]),
      ...host("b", [began - 60 * minute, 2]),
    ];
    expect(rank(spans, ["a"]).map(({ commit }) => commit.position)).toEqual([4, 3, 2]);
  });
});

describe("the sentence", () => {
  const sentence = (spans: HostSpan[], hosts: string[] | null = null) =>
    describeSearch(rank(spans, hosts), { error: { since: began, until: null, hosts }, wentBack: [], since: null });

  test("is honest when nothing came, when nothing fits, and when several came together", () => {
    expect(sentence(host("a"))).toBe("No commit reached a host in the 24 h before 2026-11-23 03:12:00 UTC.");
    expect(sentence(host("a", [began - 600 * minute, 2]))).toContain("No commit fits the error");
    expect(sentence(host("a", [began - minute, 3]), ["a"])).toBe(
      "2 commits fit equally well, as they came together: 3333333, 2222222.",
    );
    expect(sentence(host("a", [began - minute, 2]))).toContain("Only the time was compared");
  });
});

const at = fc.integer({ min: -1500, max: 30 }).map((minutes) => began + minutes * minute);
const place = fc.integer({ min: 1, max: 5 });
const fleetOf = (position: fc.Arbitrary<number | null>) =>
  fc.array(fc.array(fc.tuple(at, position), { maxLength: 5 }), { minLength: 1, maxLength: 6 }).map((hosts) =>
    hosts.flatMap((moves, index) => {
      const ordered = [...new Map(moves)].sort((a, b) => a[0] - b[0]).filter(([moment]) => moment > began - lookBackMs);
      return host(`web-${index}`, ...ordered);
    }),
  );
const fleet = fleetOf(fc.option(place, { freq: 4 }));
const fleetThatTells = fleetOf(place);
const affected = fc.option(
  fc.uniqueArray(
    fc.integer({ min: 0, max: 5 }).map((index) => `web-${index}`),
    { minLength: 1 },
  ),
);

describe("whatever the fleet ran", () => {
  test("each suspect reached such a host before the error, and the score is what its numbers say", () => {
    fc.assert(
      fc.property(fleet, affected, (spans, hosts) => {
        for (const suspect of rank(spans, hosts)) {
          expect(suspect.firstAt).toBeLessThanOrEqual(began + graceMs);
          expect(suspect.score).toBeGreaterThanOrEqual(0);
          expect(suspect.score).toBeLessThanOrEqual(100);
          expect(suspect.reasons).toHaveLength(hosts === null ? 2 : 3);
          if (suspect.affected && suspect.affected.unknown === 0 && suspect.affected.ran === 0)
            expect(suspect.score).toBe(0);
        }
      }),
    );
  });

  test("the commit that went to exactly the affected hosts right before the error is never beaten", () => {
    fc.assert(
      fc.property(fleet, fc.integer({ min: 0, max: 280 }), (spans, seconds) => {
        const calm = spans.filter((span) => span.position === null || span.position < 5);
        const sick = host("sick", [began - seconds * 1000, 5]);
        const [best] = rank([...calm, ...sick], ["sick"]);
        expect(best).toMatchObject({ commit: { position: 5 }, score: 100 });
      }),
    );
  });

  test("what happened after the error ended changes nothing, but for what it tells of a silence", () => {
    fc.assert(
      fc.property(fleetThatTells, affected, (spans, hosts) => {
        const until = began + 5 * minute;
        const seen = spans.filter((span) => span.since <= until);
        expect(told(spans, hosts, until)).toEqual(told(seen, hosts, until));
      }),
    );
  });
});
