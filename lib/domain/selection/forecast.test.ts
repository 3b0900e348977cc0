import { describe, expect, test } from "vitest";
import { type ForecastInput, forecastRollouts } from "./forecast";
import { fixtureNow, inputOf } from "./queue-fixture";

const minutes = (count: number) => count * 60;

/** `passIn`: minutes until the tests of a commit should have passed, by its sha. */
function forecastOf(words: string, changes: Partial<ForecastInput> = {}, passIn: Record<string, number> = {}) {
  const { queue, ...rest } = inputOf(words);
  const withTimes = queue.map((commit) => {
    const inMinutes = passIn[commit.sha];
    return inMinutes === undefined ? commit : { ...commit, expectedPassAt: fixtureNow + minutes(inMinutes) };
  });
  return forecastRollouts({
    ...rest,
    queue: withTimes,
    freeAt: fixtureNow,
    stopped: null,
    condition: null,
    nextStart: (at) => at,
    ...changes,
  });
}

/** "sha1 sha2 @0-10, sha3 @10-20" */
function told({ rollouts }: ReturnType<typeof forecastOf>): string {
  const minute = (at: number) => (at - fixtureNow) / 60;
  return rollouts.map((each) => `${each.shas.join(" ")} @${minute(each.startsAt)}-${minute(each.endsAt)}`).join(", ");
}

describe("forecastRollouts says", () => {
  const cases: [name: string, queue: string, expected: string][] = [
    ["nothing of an empty queue", "", ""],
    ["one after the other while the goal allows it", "p p p", "sha1 @0-10, sha2 @10-20, sha3 @20-30"],
    [
      "that later ones travel together once time is short",
      "p p p p p",
      "sha1 sha2 @0-10, sha3 sha4 @10-20, sha5 @20-30",
    ],
    ["what rides along", "p f p", "sha1 @0-10, sha2 sha3 @10-20"],
    ["nothing past what is blocked", "p f f f p", "sha1 @0-10"],
    ["nothing past tests whose end nobody can tell", "p w", "sha1 @0-10"],
    ["nothing past a bad commit", "p p p!", "sha1 @0-10, sha2 @10-20"],
    ["nothing past a lock", "p p# p", "sha1 @0-10"],
    ["a bad commit together with its revert", "p p!3 p", "sha1 @0-10, sha2 sha3 @10-20"],
  ];
  test.each(cases)("%s: %s -> %s", (_name, queue, expected) => {
    expect(told(forecastOf(queue))).toBe(expected);
  });

  test("the first one starts when the rollout in flight has ended", () => {
    expect(told(forecastOf("p p", { freeAt: fixtureNow + minutes(4) }))).toBe("sha1 @4-14, sha2 @14-24");
  });

  test("a rollout starts only when it may, and later ones travel together because of it", () => {
    const opening = fixtureNow + minutes(15);
    const nextStart = (at: number) => Math.max(at, opening);
    expect(told(forecastOf("p p p", { nextStart }))).toBe("sha1 sha2 sha3 @15-25");
  });

  test("when no time to start is in sight, what is left says so", () => {
    const nextStart = (at: number) => (at > fixtureNow ? null : at);
    const forecast = forecastOf("p p", { nextStart });
    expect(told(forecast)).toBe("sha1 @0-10");
    expect(forecast.waiting).toMatchObject([{ sha: "sha2", code: "no-opening" }]);
  });

  test("halted: no times at all, and the reason with every commit", () => {
    const stopped = { code: "not-halted", text: "Automation is halted: the canary failed" };
    expect(forecastOf("p p", { stopped })).toEqual({
      rollouts: [],
      waiting: [
        { sha: "sha1", ...stopped },
        { sha: "sha2", ...stopped },
      ],
    });
  });

  test("tests that should pass are waited for, and the rollout says what it assumes", () => {
    const forecast = forecastOf("p r w p", {}, { sha2: 12, sha3: 4 });
    expect(told(forecast)).toBe("sha1 @0-10, sha2 sha3 @10-20, sha4 @20-30");
    expect(forecast.rollouts.map((each) => each.assumes)).toEqual([null, "if the tests of sha3 pass", null]);
    expect(told(forecastOf("r", {}, { sha1: 3 }))).toBe("sha1 @3-13");
  });

  test("tests that are overdue are not taken for passed now", () => {
    expect(forecastOf("r p", {}, { sha1: -5 }).rollouts[0]).toMatchObject({
      startsAt: fixtureNow,
      shas: ["sha1", "sha2"],
    });
    expect(forecastOf("r", {}, { sha1: -5 }).rollouts[0]?.startsAt).toBe(fixtureNow + 1);
  });

  test("what a person has to do is said of every rollout", () => {
    const condition = "if a person starts it";
    const { rollouts } = forecastOf("p r", { condition }, { sha2: 1 });
    expect(rollouts.map((each) => each.assumes)).toEqual([
      condition,
      "if the tests of sha2 pass and if a person starts it",
    ]);
  });

  test("why each commit waits that does not go", () => {
    expect(forecastOf("p w f p!").waiting).toEqual([
      { sha: "sha2", code: "tests-pending", text: "Waits for its tests" },
      {
        sha: "sha3",
        code: "tests-not-passed",
        text: "Tests failed, can only ride along with a later commit that passes",
      },
      { sha: "sha4", code: "marked-bad", text: "Marked bad: held until it is reverted" },
    ]);
  });
});

test("every commit is either in exactly one rollout or waits, in order", () => {
  const { queue } = inputOf("p f p p!7 p f p p w p f f f p");
  const { rollouts, waiting } = forecastOf("p f p p!7 p f p p w p f f f p");
  expect([...rollouts.flatMap((each) => each.shas), ...waiting.map((each) => each.sha)]).toEqual(
    queue.map((commit) => commit.sha),
  );
});
