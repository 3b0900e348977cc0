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
  config     optional, and so is each part of it:
               rules         what must hold (5xx < 0.5 % and 2xx >= 90 %), each {"metric": "5xx", "op": "<", "pct": 0.5};
                             metric: a class such as 5xx, other, or a code such as 503; op: <, <=, > or >=
               minRequests   default: what the strictest rule needs
               excludeCodes  codes that do not count at all
               compare       with the control: metrics (["5xx"]), alpha (0.01), minRatio (1.5), minAbsDiffPct (0.1),
                             minErrors (5), minControlRequests (100), requireControl (true), phi (1; "auto" = as the
                             history says)
               latency       quantiles (["p50", "p90", "p99"]), minRatio (1.25), minAbsDiffPct (0.5)
               endpoints     max (50): so many of them one by one, the rest together
               intervalSeconds  (10) clocks that are off by more than half of it break the comparison
             compare, latency and endpoints are judged only when they are given; {} takes the figures above
  intervals  what was answered, oldest first: canary and optionally control, each {"codes": {"200": 990, "503": 10}};
             a class such as "5xx" may stand beside the codes. Optional: "slow": {"p99": 9}, requests slower than before
             the deploy; "endpoints": {"GET /": {"codes": {…}}}; "unparsed", log lines not understood; "clockOffsetMs";
             "error", why there are no numbers
  final      true at the end of the bake; false = looking before it, when a canary can fail but not yet pass
  history    before the deploy, interval by interval, the hosts of both arms: [[{"n": 100, "bad": 1}, …], …]; "counts"
             beside them ({"p99": 2, "4xx": 1}) give these a phi of their own
  baseline   before the deploy: "requests": {"canary": 9000, "control": 27000}, to see whether the canary still gets its
             share; "endpoints": ["GET /", …], busiest first

Output:
  {"verdict", "reason", "look", "why", "log10Evidence", "phi", "minRequests", "detectableTimes",
   "serverErrors", "metrics", "families", "endpoints"}
             verdict: pass, fail or inconclusive; look: the interval, from 1, at which it was reached
             reason: of a pass, rules-hold; of a fail, worse-than-control, evidence (a rule is broken so far that it
             cannot be chance) or rule-violated (at the end); else source-broken, no-requests, too-few-requests,
             control-missing, control-too-small, not-receiving-traffic, environment-or-limit (the control breaks the
             rule, too), suspicious or still-watching
             log10Evidence: that the canary is worse than the control, or without a comparison that it breaks a rule
             detectableTimes: so many times the 5xx of the control would have been noticed; null = none, or not compared
             serverErrors: {"n", "bad"}, the 5xx of the canary
             metrics: [{"metric", "canary": {"n", "bad"}, "control", "difference": {"points", "times"}, "limit",
             "log10Evidence", "verdict"}]; n = requests that count, bad = those against the rule
             families: [{"family", "weight", "log10Evidence", "isLarge"}], the parts of the comparison: 5xx, endpoints,
             latency, 4xx; weight = share of the budget, isLarge = the difference is large enough to matter
             endpoints: [{"endpoint", "canary", "control", "log10Evidence", "confirmed"}]; confirmed = sure to be worse
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
