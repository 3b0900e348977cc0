import { describe, expect, test } from "vitest";
import { detectRevert, findReverts } from "./detect-revert";

const a = "a".repeat(40);
const b = "b".repeat(40);

describe("detectRevert", () => {
  const cases: [name: string, message: string, expected: string | null][] = [
    ["git's own message", `Revert "Add x"\n\nThis reverts commit ${a}.\n`, a],
    ["a revert of a merge", `Revert "Merge y"\n\nThis reverts commit ${a}, reversing\nchanges made to ${b}.\n`, a],
    ["a sha-256 repository", `Revert "x"\n\nThis reverts commit ${"c".repeat(64)}.`, "c".repeat(64)],
    ["Windows line ends", `Revert "x"\r\n\r\nThis reverts commit ${a}.\r\n`, a],
    ["an ordinary message", "Add x", null],
    ["a shortened sha names nothing for certain", "This reverts commit abc1234.", null],
    ["a quotation inside a sentence", `Note: This reverts commit ${a}.`, null],
    ["41 hex digits are no sha", `This reverts commit ${a}f.`, null],
  ];
  test.each(cases)("%s", (_name, message, expected) => {
    expect(detectRevert(message)).toBe(expected);
  });
});

describe("findReverts", () => {
  const revert = (sha: string, of: string) => ({ sha, message: `Revert\n\nThis reverts commit ${of}.` });
  const first = { sha: a, message: "Add x" };
  const [r1, r2, r3] = ["1", "2", "3"].map((digit) => digit.repeat(40)) as [string, string, string];

  test("a revert takes its commit away", () => {
    expect(findReverts([first, revert(r1, a)])).toEqual(new Map([[a, r1]]));
  });
  test("a reverted revert brings the commit back", () => {
    expect(findReverts([first, revert(r1, a), revert(r2, r1)])).toEqual(new Map([[r1, r2]]));
  });
  test("a third revert takes it away again", () => {
    expect(findReverts([first, revert(r1, a), revert(r2, r1), revert(r3, r2)])).toEqual(
      new Map([
        [r2, r3],
        [a, r3],
      ]),
    );
  });
  test("a commit that names itself or a later one undoes nothing", () => {
    expect(findReverts([revert(a, a), revert(r1, r2), revert(r2, r1)])).toEqual(new Map([[r1, r2]]));
  });
});
