import { findAnswer, splitRequest } from "./find-answer";
import type { ParsedLine } from "./log-format";
import { logTimeLength, parseLogTime } from "./parse-time";
import { readQuotedFields } from "./read-quoted-fields";

/** Status and size directly after the request: ` 200 512`, ` - -`. */
const answerPattern = /^" (-1|-|\d{1,3}) (-|\d{1,20})(?= |$)/;

/**
 * The formats of Apache and nginx:
 *
 *   common    host ident user [time] "request" status bytes
 *   combined  the same, then "referer" "user agent", and optionally the seconds it took
 *
 * Users, paths, referers and user agents are whatever a client sent, with spaces, brackets and quotes in them. So the
 * line is not split: the bracketed time that a quote follows is found first, and the request ends at the first quote
 * after it that is not escaped.
 */
export function parseQuotedLine(text: string, format: "common" | "combined"): ParsedLine {
  const opening = findTime(text);
  if (opening === null) return { error: "no time such as [10/Oct/2000:13:55:36 -0700] before a quoted request" };
  const time = parseLogTime(text.slice(opening + 1, opening + 1 + logTimeLength));
  if (time === null) return { error: `there is no such time as ${text.slice(opening, opening + logTimeLength + 2)}` };
  const start = opening + logTimeLength + 4;
  const answer = findAnswer(text, start, answerPattern);
  if (answer === null) return { error: "no closing quote of the request with a status and a size after it" };
  const rest = text.slice(answer.end);
  if (format === "combined" && !hasRefererAndAgent(rest))
    return { error: "no quoted referer and user agent after the size" };
  const [, agent = null] = readQuotedFields(rest, 2);
  return {
    status: answer.status,
    ...splitRequest(text.slice(start, answer.quote)),
    time,
    duration: findDuration(rest),
    agent,
  };
}

/** Where the bracket of the time opens: the first that has the length of a time and is followed by `] "`. */
function findTime(text: string): number | null {
  for (let at = text.indexOf("["); at >= 0; at = text.indexOf("[", at + 1)) {
    if (text.startsWith('] "', at + 1 + logTimeLength)) return at;
  }
  return null;
}

/** ` "referer" "user agent"`, however many quotes the two contain. */
function hasRefererAndAgent(rest: string): boolean {
  const between = rest.startsWith(' "') ? rest.indexOf('" "', 2) : -1;
  return between >= 0 && rest.lastIndexOf('"') > between + 2;
}

/** The number after the last quoted field, or after the size. */
function findDuration(rest: string): number | null {
  const tail = rest.slice(rest.lastIndexOf('"') + 1).trim();
  return /^\d{1,12}(\.\d{1,12})?$/.test(tail) ? Number(tail) : null;
}
