/** "1 commit", "3 commits". */
export function formatCommitCount(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
