import { expect, test } from "vitest";
import { limitOutput } from "./limit-output";

const limits = { lines: 5, characters: 1000, lastLines: 3, lastCharacters: 100 };

function feed(texts: string[]): string[] {
  const written: string[] = [];
  const output = limitOutput(({ text }) => written.push(text), limits);
  for (const text of texts) output.take({ at: 0, stream: "out", text });
  output.end();
  return written;
}

const numbers = (count: number) => Array.from({ length: count }, (_, index) => `${index + 1}`);

test("little output is passed on as it is", () => {
  expect(feed(numbers(5))).toEqual(["1", "2", "3", "4", "5"]);
});

test("of much output the beginning and the end are kept, and how many lines are missing is said", () => {
  const written = feed(numbers(1000));
  expect(written.slice(0, 5)).toEqual(["1", "2", "3", "4", "5"]);
  expect(written[5]).toMatch(/too much output/);
  expect(written[6]).toBe("992 lines are missing here.");
  expect(written.slice(7)).toEqual(["998", "999", "1000"]);
});

test("a little too much loses nothing", () => {
  expect(feed(numbers(8)).filter((text) => /^\d+$/.test(text))).toEqual(numbers(8));
});

test("long lines count by what they weigh", () => {
  const written = feed(Array(50).fill("x".repeat(600)));
  expect(written.filter((text) => text.startsWith("x"))).toHaveLength(3);
});
