import { expect, test } from "vitest";
import { findPaths } from "./check-doc-paths";

test.each([
  ["a path in backticks", "see `lib/errors.ts`", ".", ["lib/errors.ts"]],
  ["a folder in backticks", "see `lib/domain/`", ".", ["lib/domain/"]],
  ["a link, relative to its document", "see [it](../LICENSE)", "docs", ["LICENSE"]],
  ["not an address", "see [it](https://example.org/lib/a.ts)", ".", []],
  ["not a word with a slash", "either `and/or` or `npm test`", ".", []],
  ["not code", "```sh\ncat `lib/none.ts`\n```", ".", []],
])("finds %s", (_name, text, folder, paths) => {
  expect(findPaths(text, folder)).toEqual(paths);
});
