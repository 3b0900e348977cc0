/** Requests by status code since the service started. */
export type Counters = Record<string, number>;

/** Which counter of a `/metrics` page counts requests, and which of its labels holds the status code. */
export type CounterNames = { requests: string; codeLabel: string };

/**
 * Adds up, by status code, the samples of one counter in the text format of Prometheus. Null when the page has none of
 * them, or one that is no whole number: then nothing is known.
 */
export function readCounters(page: string, { requests, codeLabel }: CounterNames): Counters | null {
  const counters: Counters = {};
  let found = false;
  for (const line of page.split("\n")) {
    if (!line.startsWith(requests)) continue;
    const rest = line.slice(requests.length);
    if (!/^[{ ]/.test(rest)) continue;
    const close = rest.startsWith("{") ? rest.lastIndexOf("}") : -1;
    const code = readLabel(rest.slice(1, Math.max(1, close)), codeLabel);
    const value = Number(
      rest
        .slice(close + 1)
        .trim()
        .split(/\s+/)[0],
    );
    if (code === null || !Number.isSafeInteger(value) || value < 0) return null;
    counters[code] = (counters[code] ?? 0) + value;
    found = true;
  }
  return found ? counters : null;
}

/**
 * What was counted between two reads. A counter that fell began anew with its service: all that it shows now is new. One
 * that is gone counted nothing that is known.
 */
export function subtractCounters(now: Counters, before: Counters): Counters {
  const hasBegunAnew = Object.entries(before).some(([code, count]) => (now[code] ?? 0) < count);
  const grown = Object.entries(now).map(([code, count]) => [code, hasBegunAnew ? count : count - (before[code] ?? 0)]);
  return Object.fromEntries(grown.filter(([, count]) => (count as number) > 0));
}

/** The value of one label in `a="x",code="200"`; quotes and backslashes in it are escaped. */
function readLabel(labels: string, name: string): string | null {
  for (const [, key, value = ""] of labels.matchAll(/\b([A-Za-z_][A-Za-z0-9_]*)="((?:[^"\\]|\\.)*)"/g)) {
    if (key === name) return /^\d{1,3}$|^[1-5]xx$/.test(value) ? value : null;
  }
  return null;
}
