import { describe, expect, test } from "vitest";
import { agreeWithForecast, type ForeseenNext } from "./agree-with-forecast";
import { describeQueue } from "./describe-queue";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

const nothing: ForeseenNext = { next: null, condition: null, keptBack: null };

function reasonsOf(queue: string, foreseen: Partial<ForeseenNext>) {
  const input = inputOf(queue);
  const places = describeQueue(input, selectCommits(input));
  return agreeWithForecast(places, { ...nothing, ...foreseen }).map((place) => place.reason);
}

const codesOf = (queue: string, next: string[] | null) => reasonsOf(queue, { next }).map(({ code }) => code);
const textsOf = (queue: string, foreseen: Partial<ForeseenNext>) => reasonsOf(queue, foreseen).map(({ text }) => text);

describe("agreeWithForecast says", () => {
  test("who goes first as it is foreseen, when the next rollout starts later and takes others by then", () => {
    expect(codesOf("p p p! p", ["sha1", "sha2"]).slice(0, 2)).toEqual(["in-next-rollout", "in-next-rollout"]);
    expect(codesOf("p p p! p", ["sha1"]).slice(0, 2)).toEqual(["in-next-rollout", "behind-next-rollout"]);
    expect(codesOf("p p", null)).toEqual(["in-next-rollout", "behind-next-rollout"]);
    expect(codesOf("p p p! p", ["sha1", "sha2"]).slice(2)).toEqual(["marked-bad", "held-by-bad-commit"]);
  });

  test("what keeps everything back, wherever a rollout would be promised", () => {
    const brief = "Frozen until 18:00 UTC by ana";
    const keptBack = `${brief}: the fair`;
    expect(textsOf("f p p r", { keptBack })).toEqual([
      `Would ride along with sha2. ${brief}`,
      `Would go in the next rollout. ${brief}`,
      `Would go after the next rollout. ${brief}`,
      "Tests are running",
    ]);
    expect(textsOf("p! p", { keptBack })).toEqual(textsOf("p! p", {}));
  });

  test("on what condition there is a next rollout", () => {
    expect(textsOf("f p p r", { condition: "if a person says yes" })).toEqual([
      "Rides along with sha2, if a person says yes",
      "In the next rollout, if a person says yes",
      "Tests passed, goes after the next rollout, if a person says yes",
      "Tests are running",
    ]);
  });
});
