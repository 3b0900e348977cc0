import { parseArgs } from "node:util";
import { logFieldsSchema } from "@/lib/contracts/log-fields";
import { type LogFields, type LogFormat, logFormats } from "@/lib/domain/access-log/log-format";
import { parseLine } from "@/lib/domain/access-log/parse-line";
import { SauronError } from "@/lib/errors";
import { answerLines } from "../answer-lines";
import type { Command } from "../command";

const usage = `
Usage: sauron parse-log [--format combined] < access.log

Reads the lines of an access log from standard input and answers each with one JSON line, in order: what Sauron
understands of it when it watches a canary.

Options:
  --format NAME  common or combined, as Apache and nginx write them, also with the seconds it took at the end; nginx-json
                 (its variables as fields); caddy-json; envoy (its default); json, any fields (default combined)
  --fields LIST  where a JSON line has what, when it is not found: status=code,time=at,method=verb,path=http.url,
                 request=line ("GET / HTTP/1.1"), duration=took,durationUnit=ms,agent=ua

Output:
  {"status", "method", "path", "time", "duration"}   time in epoch seconds, duration in seconds; null = not told
  {"error"}                                          the line is not understood; it says why

Example:
  tail -n 100 /var/log/nginx/access.log | sauron parse-log --format combined

Exit codes: 0 every line was understood, 1 some line was not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { format: { type: "string", default: "combined" }, fields: { type: "string" } },
  });
  const { format } = values;
  if (!isLogFormat(format)) {
    const known = `${logFormats.slice(0, -1).join(", ")} or ${logFormats.at(-1)}`;
    throw new SauronError("bad-request", `There is no log format "${format}"; write ${known}.`);
  }
  const fields = readFields(values.fields ?? "");
  return await answerLines((line) => {
    const parsed = parseLine(line, format, fields);
    if ("error" in parsed) return parsed;
    const { status, method, path, time, duration } = parsed;
    return { status, method, path, time, duration };
  });
}

/** "status=code,time=at" */
function readFields(list: string): LogFields {
  const pairs = list.split(",").filter((pair) => pair !== "");
  const named = Object.fromEntries(pairs.map((pair) => [pair.split("=")[0], pair.split("=").slice(1).join("=")]));
  const parsed = logFieldsSchema.safeParse(named);
  if (parsed.success) return parsed.data;
  const known = Object.keys(logFieldsSchema.shape).join(", ");
  throw new SauronError("bad-request", `--fields cannot be read; write status=NAME,time=NAME, of ${known}.`);
}

function isLogFormat(name: string): name is LogFormat {
  return (logFormats as readonly string[]).includes(name);
}

export const command: Command = { name: "parse-log", summary: "show what is understood of an access log", usage, run };
