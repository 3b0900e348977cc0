import { findAnswer, splitRequest } from "./find-answer";
import type { ParsedLine } from "./log-format";
import { parseIsoTime } from "./parse-time";
import { readQuotedFields } from "./read-quoted-fields";

/** Status, flags, bytes received and sent, milliseconds, milliseconds of the upstream. */
const answerPattern = /^" (-|\d{1,3}) ([A-Za-z,-]{1,60}) (-|\d{1,20}) (-|\d{1,20}) (-|\d{1,12}) (-|\d{1,12})(?= |$)/;

/**
 * What Envoy writes unless told otherwise: [time] "method path protocol" status flags received sent milliseconds
 * upstream "forwarded for" "user agent" "request id" "authority" "upstream host".
 */
export function parseEnvoyLine(text: string): ParsedLine {
  const close = text.indexOf('] "');
  const time = text.startsWith("[") && close > 0 && close < 60 ? parseIsoTime(text.slice(1, close)) : null;
  if (time === null)
    return { error: "no time such as [2016-04-15T20:17:00.310Z] at the start, before a quoted request" };
  const start = close + 3;
  const answer = findAnswer(text, start, answerPattern);
  if (answer === null)
    return { error: "no closing quote of the request with a status, flags and four numbers after it" };
  const took = answerPattern.exec(text.slice(answer.quote, answer.end))?.[5] ?? "-";
  const [, agent = null] = readQuotedFields(text.slice(answer.end), 2);
  return {
    status: answer.status,
    ...splitRequest(text.slice(start, answer.quote)),
    time,
    duration: took === "-" ? null : Number(took) / 1000,
    agent,
  };
}
