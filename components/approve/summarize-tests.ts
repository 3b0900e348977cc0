import { type Status, testStatus } from "@/components/ui/status";
import type { CommitView } from "@/lib/contracts/views";

/**
 * "12 passed, 2 failed": how the tests of some commits stand, most first.
 * @param total how many there are, when `commits` are only the newest of them
 */
export function summarizeTests(commits: readonly Pick<CommitView, "testStatus">[], total = commits.length): string {
  const counts = new Map<Status["word"], number>();
  for (const { testStatus: status } of commits) {
    const { word } = testStatus(status);
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const summary = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([word, count]) => `${count} ${word.toLowerCase()}`)
    .join(", ");
  return total > commits.length ? `of the newest ${commits.length}: ${summary}` : summary;
}
