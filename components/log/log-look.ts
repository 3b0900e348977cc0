import { type LineTime, lineTimes } from "@/components/log/format-line-time";
import type { LogPattern } from "@/components/log/log-search";

/** What is searched for in a log, and how its lines look. */
export interface LogLook {
  pattern: LogPattern;
  time: LineTime;
  /** Long lines go on in the next row instead of to the right. */
  wraps: boolean;
}

/** As an address says it; what it does not say is as it is for most. */
export function readLogLook(query: URLSearchParams): LogLook {
  return {
    pattern: {
      text: query.get("find") ?? "",
      matchCase: query.has("case"),
      isRegex: query.has("regex"),
    },
    time: lineTimes.find((time) => time === query.get("time")) ?? "clock",
    wraps: query.has("wrap"),
  };
}

/** The parameters of an address that say it; null for those that it does without. */
export function writeLogLook({ pattern, time, wraps }: LogLook): Record<string, string | null> {
  return {
    find: pattern.text || null,
    case: pattern.matchCase ? "1" : null,
    regex: pattern.isRegex ? "1" : null,
    time: time === "clock" ? null : time,
    wrap: wraps ? "1" : null,
  };
}
