import { describe, expect, test } from "vitest";
import { describeQueue } from "./describe-queue";
import { fixtureNow, inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

function reasonsOf(queue: string): string[] {
  const input = inputOf(queue);
  return describeQueue(input, selectCommits(input)).map((place) => place.reason.text);
}

describe("describeQueue says", () => {
  const cases: [queue: string, texts: string[]][] = [
    ["", []],
    ["p p", ["In the next rollout", "Tests passed, goes after the next rollout"]],
    ["f p w r", ["Rides along with sha2", "In the next rollout", "Waits for its tests", "Tests are running"]],
    [
      "p f p",
      [
        "In the next rollout",
        "Tests failed, can only ride along with sha3",
        "Tests passed, goes after the next rollout",
      ],
    ],
    ["p e", ["In the next rollout", "Tests errored, can only ride along with a later commit that passes"]],
    [
      "p p! p",
      [
        "In the next rollout",
        "Marked bad: held until it is reverted",
        "Held by bad commit sha2 until that is reverted",
      ],
    ],
    ["p!2 p p", ["Rides along with sha2", "In the next rollout", "Tests passed, goes after the next rollout"]],
    [
      "p p!4 p p",
      [
        "In the next rollout",
        "Bad, goes only together with its revert sha4",
        "Held by bad commit sha2, goes with its revert sha4",
        "Tests passed, goes after the next rollout",
      ],
    ],
    [
      "p r# p p!",
      [
        "In the next rollout",
        "Locked: held until a person unlocks it",
        "Held by locked commit sha2 until that is unlocked",
        "Marked bad: held until it is reverted",
      ],
    ],
    [
      "p p! p!4 p p",
      [
        "In the next rollout",
        "Marked bad: held until it is reverted",
        "Bad, goes only together with its revert sha4",
        "Held by bad commit sha2 until that is reverted",
        "Held by bad commit sha2 until that is reverted",
      ],
    ],
    [
      "f f f p",
      [
        ...Array<string>(3).fill("Tests failed, can only ride along with sha4"),
        "Tests passed, but the commits before it keep it back",
      ],
    ],
  ];
  test.each(cases)("%s", (queue, texts) => {
    expect(reasonsOf(queue)).toEqual(texts);
  });

  test("that tests fell silent, and since when", () => {
    const input = inputOf("r w");
    const silent = { contexts: ["unit", "lint"], since: fixtureNow - 3600 };
    const queue = input.queue.map((commit) => ({ ...commit, silent, unreported: [] }));
    const places = describeQueue({ ...input, queue }, selectCommits(input));
    const text = "Tests have fallen silent: nothing was heard of unit, lint since 21:13 UTC";
    expect(places.map((place) => place.reason)).toEqual(Array(2).fill({ code: "tests-silent", text }));
  });

  test("which tests a commit waits for, when nothing was heard of them", () => {
    const input = inputOf("w w w");
    const heard = [null, [], ["unit", "lint"]];
    const queue = input.queue.map((commit, index) => ({ ...commit, unreported: heard[index] ?? null }));
    const places = describeQueue({ ...input, queue }, selectCommits(input));
    expect(places.map((place) => place.reason.text)).toEqual([
      "Waits for its tests",
      "Waits for its tests: no result has come yet",
      "Waits for its tests: nothing from unit, lint has come yet",
    ]);
  });

  test("since which commit the tests were red already", () => {
    const input = inputOf("p f f");
    const queue = input.queue.map((commit, index) => ({ ...commit, redSince: index === 2 ? "51d0e9f0aaaa" : null }));
    const texts = describeQueue({ ...input, queue }, selectCommits(input)).map((place) => place.reason.text);
    expect(texts.slice(1)).toEqual([
      "Tests failed, can only ride along with a later commit that passes",
      "Tests failed, already red since 51d0e9f, can only ride along with a later commit that passes",
    ]);
  });

  test("by when a commit should be live, and that it is late only after that", () => {
    const input = inputOf("p@31 p@30 p");
    expect(describeQueue(input, selectCommits(input))).toMatchObject([
      { sha: "sha1", deployBy: fixtureNow - 60, late: true },
      { sha: "sha2", deployBy: fixtureNow, late: false },
      { sha: "sha3", deployBy: fixtureNow + 1800, late: false },
    ]);
  });

  test("something of each of 100,000 commits", () => {
    const input = inputOf(Array<string>(50_000).fill("p f").join(" "));
    expect(describeQueue(input, selectCommits(input))).toHaveLength(100_000);
  });
});
