import type { LogFields, LogFormat, ParsedLine } from "./log-format";
import { parseEnvoyLine } from "./parse-envoy-line";
import { fieldsOf, parseJsonLine } from "./parse-json-line";
import { parseQuotedLine } from "./parse-quoted-line";

/**
 * Reads one line of an access log. `fields` says where a JSON line has what, when it is not where it is looked for.
 * @returns the request, or `{error}` saying what the line lacks; never throws
 */
export function parseLine(line: string, format: LogFormat, fields: LogFields = {}): ParsedLine {
  // A log that was truncated while it was written can start with NULs.
  const text = line.replaceAll("\0", "").trim();
  if (text === "") return { error: "the line is empty" };
  switch (format) {
    case "common":
    case "combined":
      return parseQuotedLine(text, format);
    case "envoy":
      return parseEnvoyLine(text);
    default:
      return parseJsonLine(text, fieldsOf(format, fields));
  }
}
