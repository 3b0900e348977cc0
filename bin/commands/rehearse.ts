import { parseArgs } from "node:util";
import type { Rehearsal } from "@/lib/contracts/api-rehearsal";
import { SauronError } from "@/lib/errors";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { clientExitCodes, runReporting } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron rehearse [--project SLUG] [--last N] [--rule RULE]… [--alpha N] [--min-ratio N] [--min-errors N]
                       [--min-requests N] [--json]

Judges the last canaries anew, from what was stored of their requests, by other limits, and says which verdicts change.
One that was left before its verdict, as by an abort, can only turn into a fail. Changes nothing: limits are changed in
the project file.

Options:
  --project SLUG    may be left out when there is exactly one project
  --last N          how many canaries (default 100, at most 100)
  --rule RULE       a rule such as "5xx < 0.3" or "2xx >= 95", instead of those of the project file; may be repeated
  --alpha N         share of good canaries that may be failed by the comparison, such as 0.001
  --min-ratio N     how many times as bad as the control it must be, at least
  --min-errors N    and how many bad requests it must have
  --min-requests N  fewer requests allow no verdict
  --json            print what POST /api/v1/projects/SLUG/rehearsals answers

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes}
`;

const options = {
  project: { type: "string" },
  last: { type: "string", default: "100" },
  rule: { type: "string", multiple: true },
  alpha: { type: "string" },
  "min-ratio": { type: "string" },
  "min-errors": { type: "string" },
  "min-requests": { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("rehearse", async () => {
    const { values } = parseArgs({ args: argv, options });
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const compare = definedOf({
      alpha: readNumber(values.alpha),
      minRatio: readNumber(values["min-ratio"]),
      minErrors: readNumber(values["min-errors"]),
    });
    const limits = definedOf({
      rules: values.rule?.map(readRule),
      minRequests: readNumber(values["min-requests"]),
      compare: Object.keys(compare).length > 0 ? compare : undefined,
    });
    const body = { limits, last: readNumber(values.last) };
    const rehearsal = await api.post<Rehearsal>(`/projects/${slug}/rehearsals`, body);
    process.stdout.write(values.json ? `${JSON.stringify(rehearsal)}\n` : `${formatRehearsal(rehearsal).join("\n")}\n`);
    return 0;
  });
}

function readRule(text: string): { metric: string; op: string; pct: number } {
  const [, metric, op, pct] = /^\s*(\w+)\s*(<=|>=|<|>)\s*([\d.]+)\s*%?\s*$/.exec(text) ?? [];
  if (metric && op && pct) return { metric, op, pct: Number(pct) };
  throw new SauronError("bad-request", `"${text}" is no rule; write one such as "5xx < 0.5".`);
}

function readNumber(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  throw new SauronError("bad-request", `"${text}" is no number.`);
}

function definedOf<T extends object>(all: T): Partial<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function formatRehearsal({ canaries, changed }: Rehearsal): string[] {
  const count = canaries.length === 1 ? "1 canary" : `${canaries.length} canaries`;
  const changes = canaries.filter((canary) => canary.changes);
  return [
    `Of the last ${count}, ${changed} ${changed === 1 ? "changes" : "change"}.`,
    ...changes.map(({ rollout, stage, before, now, why }) => `#${rollout} ${stage}: ${before} -> ${now}  ${why}`),
  ];
}

export const command: Command = {
  name: "rehearse",
  summary: "judge past canaries by other limits",
  usage,
  run,
};
