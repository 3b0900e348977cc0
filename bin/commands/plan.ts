import { parseArgs } from "node:util";
import { parseJsonLine } from "@/lib/contracts/parse-json-line";
import { type PlanRequest, planRequestSchema } from "@/lib/contracts/plan";
import { explainSelection } from "@/lib/domain/selection/explain-selection";
import { findSelection } from "@/lib/domain/selection/gates";
import { selectCommits } from "@/lib/domain/selection/select-commits";
import { answerLines } from "../answer-lines";
import type { Command } from "../command";

const usage = `
Usage: sauron plan < requests.jsonl

Says which commit would be deployed next, and why. Reads JSON Lines from standard input and answers each line with one
line, in order; needs no database and no network.

Input, times in epoch seconds, queue oldest first:
  now     the time to decide for
  policy  maxCommits per rollout, goalSeconds from landing to live, rolloutSeconds a rollout takes
  queue   commits that wait: sha, landedAt, tests (passed, failed, errored, cancelled, pending or running), and
          optionally bad (true or false) and revertedBy (the sha of the commit that undoes a bad one)

Output:
  {"action": "deploy", "sha", "count", "want", "why", "gates"}     deploy the first "count" commits, up to "sha"
  {"action": "idle" | "wait" | "blocked", "reason", "want", "why"}  reason is "tests" or "bad-commit", of blocked only
  {"error"}                                                        the line is not valid; it says what and where

Example:
  echo '{"now": 1700000000, "policy": {"maxCommits": 3, "goalSeconds": 1800, "rolloutSeconds": 600},
    "queue": [{"sha": "9f3c2a1", "landedAt": 1699999000, "tests": "passed"}]}' | tr -d '\\n' | sauron plan

Exit codes: 0 every line was valid, 1 some line was not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv, options: {} });
  return await answerLines(answerPlan);
}

function answerPlan(line: string): object {
  const parsed = parseJsonLine(planRequestSchema, line);
  return "error" in parsed ? parsed : decidePlan(parsed.value);
}

function decidePlan(request: PlanRequest): object {
  const selection = selectCommits(request);
  const { why } = explainSelection(request, selection);
  switch (selection.action) {
    case "idle":
      return { action: "idle", why };
    case "wait":
      return { action: "wait", want: selection.pace.want, why };
    case "blocked":
      return { action: "blocked", reason: selection.reason, want: selection.pace.want, why };
    case "deploy": {
      const { sha, count, pace } = selection;
      const gates = [{ gate: "commit-selected", ...findSelection({ selection, why }) }];
      return { action: "deploy", sha, count, want: pace.want, why, gates };
    }
  }
}

export const command: Command = {
  name: "plan",
  summary: "say which commit would be deployed next, and why",
  usage,
  run,
};
