import { logTimeLength, parseLogTime } from "./parse-time";

/**
 * Reads one line of an access log in the formats of Apache and nginx:
 *
 *   common    host ident user [time] "request" status bytes
 *   combined  the same, then "referer" "user agent", and optionally the seconds it took
 *
 * Users, paths, referers and user agents are whatever a client sent, with spaces, brackets and quotes in them. So the
 * line is not split: the bracketed time that a quote follows is found first, and the request ends at the first quote
 * after it that is not escaped. Every step looks at each character at most once.
 */

export const logFormats = ["common", "combined"] as const;
export type LogFormat = (typeof logFormats)[number];

/** One request. */
export type LoggedRequest = {
  /** Null when the server wrote "-": it answered nothing. */
  status: number | null;
  /** Null when what was sent is no HTTP request (empty, or TLS on a plain port). */
  method: string | null;
  /** As logged, with its query. */
  path: string | null;
  /** Epoch seconds. */
  time: number;
  /** Seconds; null when the line does not tell. */
  duration: number | null;
};

export type ParsedLine = LoggedRequest | { error: string };

/** @returns the request, or `{error}` saying what the line lacks; never throws */
export function parseLine(line: string, format: LogFormat): ParsedLine {
  // A log that was truncated while it was written can start with NULs.
  const text = line.replaceAll("\0", "").trim();
  if (text === "") return { error: "the line is empty" };
  const opening = findTime(text);
  if (opening === null) return { error: "no time such as [10/Oct/2000:13:55:36 -0700] before a quoted request" };
  const time = parseLogTime(text.slice(opening + 1, opening + 1 + logTimeLength));
  if (time === null) return { error: `there is no such time as ${text.slice(opening, opening + logTimeLength + 2)}` };
  const start = opening + logTimeLength + 4;
  const answer = findAnswer(text, start);
  if (answer === null) return { error: "no closing quote of the request with a status and a size after it" };
  const rest = text.slice(answer.end);
  if (format === "combined" && !hasRefererAndAgent(rest))
    return { error: "no quoted referer and user agent after the size" };
  return {
    status: answer.status,
    ...splitRequest(text.slice(start, answer.quote)),
    time,
    duration: findDuration(rest),
  };
}

/** Where the bracket of the time opens: the first that has the length of a time and is followed by `] "`. */
function findTime(text: string): number | null {
  for (let at = text.indexOf("["); at >= 0; at = text.indexOf("[", at + 1)) {
    if (text.startsWith('] "', at + 1 + logTimeLength)) return at;
  }
  return null;
}

type Answer = { quote: number; status: number | null; end: number };

/**
 * The closing quote of the request and what follows it. Servers escape a quote inside the request; for one that does
 * not, a later quote that follows the protocol is taken, so that a path with a quote in it is still understood.
 */
function findAnswer(text: string, start: number): Answer | null {
  let isFirst = true;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') {
      const answer =
        isFirst || /HTTP\/\d(\.\d)?$/.test(text.slice(Math.max(start, at - 8), at)) ? readAnswer(text, at) : null;
      if (answer) return answer;
      isFirst = false;
    }
  }
  return null;
}

/** Status and size directly after a quote: ` 200 512`, ` - -`. */
function readAnswer(text: string, quote: number): Answer | null {
  const found = /^" (-1|-|\d{1,3}) (-|\d{1,20})(?= |$)/.exec(text.slice(quote, quote + 32));
  if (!found) return null;
  return { quote, status: found[1] === "-" ? null : Number(found[1]), end: quote + found[0].length };
}

function splitRequest(request: string): { method: string | null; path: string | null } {
  const space = request.indexOf(" ");
  const method = space < 0 ? "" : request.slice(0, space);
  if (!/^[A-Za-z][A-Za-z_-]{0,31}$/.test(method)) return { method: null, path: null };
  const protocol = request.lastIndexOf(" HTTP/");
  const path = request.slice(space + 1, protocol >= space ? protocol : undefined);
  return path === "" ? { method: null, path: null } : { method, path };
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
