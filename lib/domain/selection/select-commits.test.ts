import { describe, expect, test } from "vitest";
import { inputOf } from "./queue-fixture";
import type { QueuedCommit } from "./queued-commit";
import { selectCommits } from "./select-commits";

/** "deploy <count>" or the action with its reason. */
function outcomeOf(input: Parameters<typeof selectCommits>[0]): string {
  const selection = selectCommits(input);
  if (selection.action === "deploy") return `deploy ${selection.count}`;
  return selection.action === "blocked" ? `blocked ${selection.reason}` : selection.action;
}

describe("selectCommits chooses", () => {
  const cases: [name: string, queue: string, expected: string][] = [
    ["nothing from an empty queue", "", "idle"],
    ["one commit at a time without a backlog", "p p p", "deploy 1"],
    ["the first passed commit, an untested one riding along", "w p p", "deploy 2"],
    ["two failed commits riding along with a third", "f f p", "deploy 3"],
    ["never three riding along", "f f f p", "blocked tests"],
    ["to wait while one of three may still pass", "f r f p", "wait"],
    ["to wait while fewer than the cap have landed", "f f", "wait"],
    ["to wait for the only commit's tests", "w", "wait"],
    ["not to count errored and cancelled as passed", "e c p", "deploy 3"],
    ["not to look past the cap for a candidate", "w w w p", "wait"],
    ["to stop before a bad commit", "p p! p", "deploy 1"],
    ["nothing when a bad commit comes first", "p! p p", "blocked bad-commit"],
    ["nothing when only a bad commit stands behind red ones", "f p! p", "blocked bad-commit"],
    ["bad-commit even while a commit before it is tested", "w p! p", "blocked bad-commit"],
    ["tests, when the bad commit is beyond the cap", "f f f p!", "blocked tests"],
    ["the revert together with what it undoes", "p!2 p p", "deploy 2"],
    ["the first passed commit at or past the revert", "p!2 f p", "deploy 3"],
    ["the commit before a span that is undone", "p p!3 p", "deploy 1"],
    ["not inside the span bad…revert", "f p!4 p p", "blocked bad-commit"],
    ["nothing when the revert lies beyond the cap", "p!4 p p p", "blocked bad-commit"],
    ["to wait for the tests of the revert", "p!2 w", "wait"],
    ["tests, when the revert and all after it failed", "p!2 f f", "blocked tests"],
    ["not past a second bad commit inside an undone span", "p!3 p! p p", "blocked bad-commit"],
    ["past two spans once both are undone", "p!2 p!3 p", "deploy 3"],
    ["to take a revert that is not in the queue for none", "p!9 p p", "blocked bad-commit"],
    ["to take a revert that comes before its commit for none", "p p!1 p", "deploy 1"],
    ["to stop before a locked commit", "p p# p", "deploy 1"],
    ["nothing when a locked commit comes first", "p# p p", "blocked locked"],
    ["nothing past a lock, while a commit before it is tested", "w p# p", "blocked locked"],
    ["not past a lock inside an undone span", "p!3 p# p p", "blocked locked"],
    ["bad-commit when that comes before the lock", "p! p# p", "blocked bad-commit"],
    ["tests, when the locked commit is beyond the cap", "f f f p#", "blocked tests"],
    ["a passed bad commit never as target", "p!1 p", "blocked bad-commit"],
  ];
  test.each(cases)("%s: %s -> %s", (_name, queue, expected) => {
    expect(outcomeOf(inputOf(queue))).toBe(expected);
  });
});

describe("selectCommits paces", () => {
  const cases: [name: string, queue: string, want: number, expected: string][] = [
    ["three fresh commits fit three rollouts", "p p p", 1, "deploy 1"],
    ["four fresh commits need two per rollout", "p p p p", 2, "deploy 2"],
    ["seven fresh commits need three", "p p p p p p p", 3, "deploy 3"],
    ["a long backlog is capped at three", "p p p p p p p p p p p p", 3, "deploy 3"],
    ["the second commit with 11 minutes left shares its one rollout", "p@19 p@19 p", 2, "deploy 2"],
    ["20 minutes left are two rollouts", "p@10 p@10", 1, "deploy 1"],
    ["a second under 20 minutes left is one rollout", "p@11 p@11", 2, "deploy 2"],
    ["late commits count as one rollout left", "p@90 p@90 p@90 p@90", 3, "deploy 3"],
    ["one late commit alone is not hurried", "p@90", 1, "deploy 1"],
    ["the wanted commit is red -> the next passed one within the cap", "p@90 f@90 p", 2, "deploy 3"],
    ["none from the wanted one on -> the last before it", "p@90 p@90 f@90", 3, "deploy 2"],
    ["none from the wanted one on, red in between", "p@90 f@90 f@90", 3, "deploy 1"],
  ];
  test.each(cases)("%s: %s -> want %i, %s", (_name, queue, want, expected) => {
    const selection = selectCommits(inputOf(queue));
    expect(selection).toMatchObject({ pace: { want } });
    expect(outcomeOf(inputOf(queue))).toBe(expected);
  });

  test("a cap of 1 deploys one at a time however late it is", () => {
    expect(outcomeOf(inputOf("p@90 p@90 p@90", { maxCommits: 1 }))).toBe("deploy 1");
  });
  test("a cap of 1 with red tests is blocked at once", () => {
    expect(outcomeOf(inputOf("f p", { maxCommits: 1 }))).toBe("blocked tests");
  });
  test("a quicker rollout lets a backlog go one at a time", () => {
    expect(outcomeOf(inputOf("p p p p p p", { rolloutSeconds: 60 }))).toBe("deploy 1");
  });
  test("a goal of 0 hurries as far as the cap", () => {
    expect(outcomeOf(inputOf("p p p p", { goalSeconds: 0 }))).toBe("deploy 3");
  });
});

test("each commit is looked at a few times, however long the queue is", () => {
  const looks = (length: number) => {
    let count = 0;
    const watched = { get: (commit: QueuedCommit, key: keyof QueuedCommit) => [commit[key], count++][0] };
    const input = inputOf(Array<string>(length).fill("f").join(" "), { maxCommits: length });
    selectCommits({
      ...input,
      queue: input.queue.map((commit) => new Proxy(commit, watched as ProxyHandler<QueuedCommit>)),
    });
    return count / length;
  };
  expect(looks(2000)).toBeCloseTo(looks(100));
});
