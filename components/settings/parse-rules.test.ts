import { expect, test } from "vitest";
import { parseRules } from "./parse-rules";

test("one rule a line, with or without the sign of percent", () => {
  expect(parseRules("5xx < 0.5 %\n\n 2xx>=90\n")).toEqual({
    rules: [
      { metric: "5xx", op: "<", pct: 0.5 },
      { metric: "2xx", op: ">=", pct: 90 },
    ],
  });
});

test.each(["5xx = 1", "6xx < 1", "5xx < one"])("%s is no rule", (line) => {
  expect(parseRules(`2xx >= 90\n${line}`)).toEqual({ wrong: line });
});
