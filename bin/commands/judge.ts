import { parseArgs } from "node:util";
import { judgeRequestSchema } from "@/lib/contracts/judge";
import { parseJsonLine } from "@/lib/contracts/parse-json-line";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { answerLines } from "../answer-lines";
import type { Command } from "../command";

const usage = `
Usage: sauron judge < requests.jsonl

Judges a canary from request counts. Reads JSON Lines from standard input and answers each line with one line, in
order; needs no database and no network.

Input:
  config     optional: rules (default 5xx < 0.5 % and 2xx >= 90 %), minRequests (default: what the strictest rule needs),
             excludeCodes (codes that do not count at all)
  intervals  what was answered, oldest first: canary and optionally control, each {"codes": {"200": 990, "503": 10}};
             a class such as "5xx" may stand beside the codes, and "unparsed" counts log lines not understood
  final      true at the end of the bake; false = looking before it, when a canary can fail but not yet pass

Output:
  {"verdict", "reason", "look", "why", "log10Evidence", "minRequests", "metrics"}
             verdict: pass, fail or inconclusive; look: the interval, from 1, at which it was reached;
             metrics: n = requests that count, bad = those against the rule
  {"error"}  the line is not valid; it says what and where

Example:
  echo '{"intervals": [{"canary": {"codes": {"200": 590, "503": 20}}}], "final": true}' | sauron judge

Exit codes: 0 every line was valid, 1 some line was not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv, options: {} });
  return await answerLines((line) => {
    const parsed = parseJsonLine(judgeRequestSchema, line);
    return "error" in parsed ? parsed : judgeCanary(parsed.value);
  });
}

export const command: Command = { name: "judge", summary: "judge a canary from request counts", usage, run };
