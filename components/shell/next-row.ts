/** The row to go to from row `current` (-1 = none): the next or previous one, not around the ends; null without rows. */
export function nextRow(current: number, count: number, direction: 1 | -1): number | null {
  if (count === 0) return null;
  if (current < 0) return direction === 1 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, current + direction));
}
