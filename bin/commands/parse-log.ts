import { parseArgs } from "node:util";
import { type LogFormat, logFormats, parseLine } from "@/lib/domain/access-log/parse-line";
import { SauronError } from "@/lib/errors";
import { answerLines } from "../answer-lines";
import type { Command } from "../command";

const usage = `
Usage: sauron parse-log [--format combined] < access.log

Reads the lines of an access log from standard input and answers each with one JSON line, in order: what Sauron
understands of it when it watches a canary.

Options:
  --format NAME  common or combined, as Apache and nginx write them (default combined)

Output:
  {"status", "method", "path", "time", "duration"}   time in epoch seconds, duration in seconds; null = not told
  {"error"}                                          the line is not understood; it says why

Example:
  tail -n 100 /var/log/nginx/access.log | sauron parse-log --format combined

Exit codes: 0 every line was understood, 1 some line was not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { format: { type: "string", default: "combined" } } });
  const { format } = values;
  if (!isLogFormat(format)) {
    throw new SauronError("bad-request", `There is no log format "${format}"; write ${logFormats.join(" or ")}.`);
  }
  return await answerLines((line) => parseLine(line, format));
}

function isLogFormat(name: string): name is LogFormat {
  return (logFormats as readonly string[]).includes(name);
}

export const command: Command = { name: "parse-log", summary: "show what is understood of an access log", usage, run };
