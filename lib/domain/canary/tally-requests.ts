/** Requests by status code ("200": 990, "503": 10), by class ("5xx": 10), or both side by side; whole numbers >= 0. */
export type StatusCodes = Readonly<Record<string, number>>;

/** What a rule counts: a class ("1xx" … "5xx", "other") or one code ("503"). */
export type Metric = string;

/** All requests that count, and how many of them are of each metric asked for (absent = none). */
export type Tally = { total: number; matched: ReadonlyMap<Metric, number> };

/** "200" -> "2xx"; 100-599 by first digit, everything else is "other". A class is its own class. */
export function classOfCode(code: string): string {
  return /^[1-5](\d\d|xx)$/.test(code) ? `${code.charAt(0)}xx` : "other";
}

/** All requests, whatever was answered. */
export function countRequests(codes: StatusCodes): number {
  return Object.values(codes).reduce((sum, count) => sum + count, 0);
}

/** Requests that count, and those of `metric` among them; of a 2xx metric, what is not of it is bad. */
export function countBadRequests(codes: StatusCodes, metric: Metric, excludeCodes: readonly number[]) {
  const { total: n, matched } = addRequests(emptyTally, codes, { metrics: [metric], excludeCodes });
  const found = matched.get(metric) ?? 0;
  return { n, bad: metric.startsWith("2") ? n - found : found };
}

/** What a tally keeps apart, and the status codes it leaves out. */
export type Counting = { metrics: readonly Metric[]; excludeCodes: readonly number[] };

export const emptyTally: Tally = { total: 0, matched: new Map() };

/**
 * A tally with one more sample. The total is every request of every code, also 1xx, 3xx, 499 and "other", without the
 * excluded codes.
 */
export function addRequests(tally: Tally, codes: StatusCodes, { metrics, excludeCodes }: Counting): Tally {
  const matched = new Map(tally.matched);
  let { total } = tally;
  for (const code of Object.keys(codes)) {
    const count = codes[code] ?? 0;
    if (count === 0 || (excludeCodes.length > 0 && excludeCodes.includes(Number(code)))) continue;
    total += count;
    const whole = classOfCode(code);
    for (const metric of metrics) {
      if (metric === code || metric === whole) matched.set(metric, (matched.get(metric) ?? 0) + count);
    }
  }
  return { total, matched };
}
