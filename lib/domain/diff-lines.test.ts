import { expect, test } from "vitest";
import { diffLines } from "./diff-lines";

/** "-old +new =same", part by part. */
const signs = { same: "=", removed: "-", added: "+" };
function tell(before: string[], after: string[]) {
  return diffLines(before.join("\n"), after.join("\n")).map(
    ({ line, lines }) => `${line}: ${lines.map(({ kind, text }) => signs[kind] + text).join(" ")}`,
  );
}

const letters = [..."abcdefghijklmnopqrst"];

test.each<[string, string[], string[], string[]]>([
  ["nothing changed", ["a", "b"], ["a", "b"], []],
  ["a line changed", ["a", "b", "c"], ["a", "x", "c"], ["1: =a -b +x =c"]],
  ["a line came at the end", ["a"], ["a", "b"], ["1: =a +b"]],
  ["a line came at the beginning", ["b"], ["a", "b"], ["1: +a =b"]],
  ["a line went", ["a", "b", "c"], ["a", "c"], ["1: =a -b =c"]],
  ["a line moved", ["a", "b", "c"], ["b", "c", "a"], ["1: -a =b =c +a"]],
  ["everything changed", ["a", "b"], ["x"], ["1: -a -b +x"]],
  ["one line stands twice", ["a", "a"], ["a"], ["1: =a -a"]],
])("%s", (_what, before, after, told) => {
  expect(tell(before, after)).toEqual(told);
});

test("what is far from a change is left out, and each part says where it begins in the newer text", () => {
  const after = letters.map((letter) => (letter === "b" || letter === "q" ? letter.toUpperCase() : letter));
  expect(tell(letters, after)).toEqual(["1: =a -b +B =c =d =e", "14: =n =o =p -q +Q =r =s =t"]);
  expect(tell(letters, [...letters.slice(0, 3), ...letters.slice(4, 15), "X", ...letters.slice(15)])).toEqual([
    "1: =a =b =c -d =e =f =g",
    "12: =m =n =o +X =p =q =r",
  ]);
});

test("changes that are near each other are told together, no line twice", () => {
  const after = letters.map((letter) => (letter === "d" || letter === "h" ? letter.toUpperCase() : letter));
  expect(tell(letters, after)).toEqual(["1: =a =b =c -d +D =e =f =g -h +H =i =j =k"]);
});

test("a line feed at the end is no change", () => {
  expect(diffLines("a\nb", "a\nb\n")).toEqual([]);
});

test("two files of many thousand lines are told as replaced rather than compared line by line", () => {
  const file = (word: string) => Array.from({ length: 3000 }, (_, index) => `${word} ${index}`);
  const [part] = diffLines(["top", ...file("a")].join("\n"), ["top", ...file("b")].join("\n"));
  expect(part?.lines.map(({ kind }) => kind)).toEqual([
    "same",
    ...Array(3000).fill("removed"),
    ...Array(3000).fill("added"),
  ]);
});
