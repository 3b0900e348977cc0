import { expect, test } from "vitest";
import { compileExpression, longestExpression, longestText } from "@/components/log/regex-engine";

const compile = (text: string, matchCase = false) => compileExpression({ text, matchCase });
const find = (text: string, expression: string, matchCase = false) => compile(expression, matchCase).find?.(text);

test("a regular expression is found at every place", () => {
  expect(find("exit 1, exit 27", "exit \\d+")).toEqual([
    [0, 6],
    [8, 15],
  ]);
  expect(find("Exit 1", "^exit", true)).toEqual([]);
});

test("places count the characters as the page does, whatever stands before them", () => {
  expect(find("🚀 é error", "ERR\\w+")).toEqual([[5, 10]]);
});

test("a match of nothing marks nothing", () => {
  expect(find("abc", "x*")).toEqual([]);
});

test("only the beginning of a long line is looked at", () => {
  expect(find(`${" ".repeat(longestText)}x`, "x")).toEqual([]);
});

test.each([
  ["(a", "Not a pattern: missing closing ): `(a`"],
  ["a(?=b)", "Not a pattern: invalid or unsupported Perl syntax: `(?=`"],
  ["(a)\\1", "Not a pattern: invalid escape sequence: `\\1`"],
  ["x".repeat(longestExpression + 1), "Not a pattern: it has more than 500 characters"],
  ["((x{100}){100}){100}", "Not a pattern: invalid repeat count: `{100}`"],
])("what is no expression, or one that needs going back, is refused with the reason: %s", (expression, reason) => {
  expect(compile(expression)).toEqual({ find: null, error: reason });
});

/** Each takes a backtracking engine longer than anybody lives. */
test.each(["(a+)+$", "(a|aa)+$", "(.*a){30}b", "(a?){100}a{100}b", "^(([a-z])+.)+[A-Z]([a-z])+$"])(
  "%s is answered for a long line",
  (expression) => {
    expect(find(`${"a".repeat(longestText - 1)}!`, expression)).toBeDefined();
  },
);
