/** "1 rollout", "3 rollouts". */
export function countWords(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
