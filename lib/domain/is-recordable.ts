/** End of the years that are written with four digits. */
const endOfTime = Date.UTC(10_000, 0);

/**
 * Whether Sauron keeps and tells a time so: from 1970 on, in years of four digits. Before that nothing was landed that is
 * deployed; the database and the formats for others know no other years.
 *
 * @param ms epoch milliseconds
 */
export function isRecordable(ms: number): boolean {
  return ms >= 0 && ms < endOfTime;
}
