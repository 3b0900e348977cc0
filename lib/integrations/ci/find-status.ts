import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";

/** What a sender's word means; null when its table lacks it. What every object inherits ("constructor") is no word. */
export function findStatus(words: Record<string, TestRunStatus>, word: string): TestRunStatus | null {
  return Object.hasOwn(words, word) ? (words[word] ?? null) : null;
}
