import { expect, test } from "vitest";
import { splitWords } from "./split-words";

const lines: [line: string, words: string[] | null][] = [
  ["git -C /srv/web fetch", ["git", "-C", "/srv/web", "fetch"]],
  ["  a   b ", ["a", "b"]],
  [`sh -c 'echo "$HOME"; id'`, ["sh", "-c", 'echo "$HOME"; id']],
  ['say "a \\"b\\" c"', ["say", 'a "b" c']],
  ["a\\ b --x='1 2'3", ["a b", "--x=1 23"]],
  ["''", [""]],
  ["", []],
  ["echo 'open", null],
  ['echo "open', null],
  ["echo \\", null],
];

test.each(lines)("%s", (line, words) => {
  expect(splitWords(line)).toEqual(words);
});
