import { type Status, testStatus } from "@/components/ui/status";
import type { CommitView } from "@/lib/contracts/views";

/** "12 passed, 2 failed": how the tests of some commits stand, most first. */
export function summarizeTests(commits: readonly Pick<CommitView, "testStatus">[]): string {
  const counts = new Map<Status["word"], number>();
  for (const { testStatus: status } of commits) {
    const { word } = testStatus(status);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} ${word.toLowerCase()}`)
    .join(", ");
}
