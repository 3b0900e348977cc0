import { expect, test } from "vitest";
import { stripStatusWord } from "@/components/ui/strip-status-word";

test.each([
  ["Failed: 5xx 1.9 % of 4,210 requests.", "5xx 1.9 % of 4,210 requests."],
  ["Needs you: the numbers allow no verdict.", "The numbers allow no verdict."],
  ["Failed at 30 s: 5xx 9 %.", "Failed at 30 s: 5xx 9 %."],
  ["Aborted by bo.", "Aborted by bo."],
])("%s → %s", (sentence, rest) => {
  expect(stripStatusWord(sentence)).toBe(rest);
});
