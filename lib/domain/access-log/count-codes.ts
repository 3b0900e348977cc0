import { type LogFormat, parseLine } from "./parse-line";

export type CodeCounts = {
  /** Requests by status code; "-" = the server answered nothing. */
  codes: Record<string, number>;
  /** Lines that could not be understood. */
  unparsed: number;
};

/**
 * Counts requests by status code.
 * @param excludePaths requests to these paths (without query) do not count, e.g. health checks
 */
export function countCodes(
  lines: readonly string[],
  { format, excludePaths = [] }: { format: LogFormat; excludePaths?: readonly string[] },
): CodeCounts {
  const excluded = new Set(excludePaths);
  const codes: Record<string, number> = {};
  let unparsed = 0;
  for (const line of lines) {
    const parsed = parseLine(line, format);
    if ("error" in parsed) unparsed += 1;
    else if (parsed.path === null || !excluded.has(withoutQuery(parsed.path))) {
      const code = parsed.status === null ? "-" : String(parsed.status);
      codes[code] = (codes[code] ?? 0) + 1;
    }
  }
  return { codes, unparsed };
}

function withoutQuery(path: string): string {
  const query = path.indexOf("?");
  return query < 0 ? path : path.slice(0, query);
}
