import { withoutQuery } from "./endpoint-of";
import type { LogFields, LogFormat, LoggedRequest } from "./log-format";
import { parseLine } from "./parse-line";

export type LogReading = {
  format: LogFormat;
  fields?: LogFields | undefined;
  /** Requests to these paths (without query) do not count, e.g. health checks. */
  excludePaths?: readonly string[] | undefined;
  /** Nor do those whose user agent begins so. */
  excludeAgents?: readonly string[] | undefined;
};

/** The requests that count, and how many lines could not be understood. */
export function readRequests(
  lines: readonly string[],
  { format, fields, excludePaths = [], excludeAgents = [] }: LogReading,
): { requests: LoggedRequest[]; unparsed: number } {
  const paths = new Set(excludePaths);
  const requests: LoggedRequest[] = [];
  let unparsed = 0;
  for (const line of lines) {
    const parsed = parseLine(line, format, fields);
    if ("error" in parsed) unparsed += 1;
    else if (!isHealthCheck(parsed, paths, excludeAgents)) requests.push(parsed);
  }
  return { requests, unparsed };
}

function isHealthCheck({ path, agent }: LoggedRequest, paths: Set<string>, agents: readonly string[]): boolean {
  if (path !== null && paths.has(withoutQuery(path))) return true;
  return agent !== null && agents.some((start) => agent.startsWith(start));
}
