import type { Day } from "./list-days";

/**
 * What happened on each of the days, which follow each other; what lies outside of them is left out.
 * @param momentOf epoch milliseconds; null = it has not happened
 */
export function splitByDay<Item>(
  items: readonly Item[],
  days: readonly Day[],
  momentOf: (item: Item) => number | null,
): Item[][] {
  const split: Item[][] = days.map(() => []);
  for (const item of items) {
    const at = momentOf(item);
    if (at !== null) split[findDay(days, at)]?.push(item);
  }
  return split;
}

/** By halves, as there may be thousands to split; -1 = none of them. */
function findDay(days: readonly Day[], at: number): number {
  let [low, high] = [0, days.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const day = days[middle];
    if (!day) return -1;
    if (at < day.from) high = middle - 1;
    else if (at >= day.to) low = middle + 1;
    else return middle;
  }
  return -1;
}
