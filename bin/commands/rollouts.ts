import { parseArgs } from "node:util";
import type { RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeDuration } from "@/lib/domain/describe-duration";
import { openApiClient } from "../client/api-client";
import { decideHosts } from "../client/decide-hosts";
import { planRollout } from "../client/plan-rollout";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { startRollout } from "../client/start-rollout";
import type { Command } from "../command";

const usage = `
Usage: sauron rollouts [--limit N] [--project SLUG] [--json]
       sauron rollouts plan [--to SHA] [--show-commands] [--project SLUG] [--json]
       sauron rollouts start [--to SHA] [--reason TEXT] [--dry-run] [--project SLUG] [--json]
       sauron rollouts host NUMBER HOST…|--all-failed --retry|--skip|--fail --reason TEXT [--project SLUG] [--json]

Lists rollouts, newest first: number, state, revision, commits, hosts, start, duration, who started it.

"start" starts one: up to the commit that is named, or to the newest with passed tests. What it would be is read first,
and the start is refused when more lands or another rollout ends in between.

"plan" starts nothing. It says what a rollout would be: its commits, and for each stage the hosts in their order; with
--show-commands also what runs on each of them.

"host" decides about hosts of a rollout that failed, or whose result nobody knows: try them once more, go on without
them, or fail the whole rollout.

Options:
  --limit N       how many (20, at most 200)
  --to SHA        the commit to deploy, or the beginning of its sha
  --reason TEXT   why; at least 5 letters, needed when the automation would not do it, and for "host"
  --show-commands programs and scripts of the deploy; values of variables and passwords in addresses are left out
  --all-failed    instead of names: every host that failed or is unknown
  --dry-run       only say what it would be
  --project SLUG  may be left out when there is exactly one project
  --json          print what the API answers: {"rollouts": […]}, the rollout, or the preview

Example:
  sauron rollouts plan --to 9f3c2a1 --show-commands

${actingEnvironment}

${clientExitCodes}
`;

const options = {
  limit: { type: "string", default: "20" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  const [verb, ...others] = argv;
  return runReporting("rollouts", () => {
    if (verb === "start") return startRollout(others);
    if (verb === "plan") return planRollout(others);
    if (verb === "host") return decideHosts(others);
    return listRollouts(argv);
  });
}

async function listRollouts(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options });
  const limit = Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 200) throw new UsageError("--limit takes 1 to 200.");
  const query = { project: values.project, limit };
  const body = await openApiClient().get<{ rollouts: RolloutSummary[] }>("/rollouts", query);
  process.stdout.write(values.json ? `${JSON.stringify(body)}\n` : formatTable(body.rollouts));
  return 0;
}

const heads = ["#", "state", "revision", "commits", "hosts", "started", "took", "by"];

function formatTable(rollouts: RolloutSummary[]): string {
  if (rollouts.length === 0) return "No rollouts yet.\n";
  const rows = [heads, ...rollouts.map(formatRow)];
  const widths = heads.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join("  ")
          .trimEnd()}\n`,
    )
    .join("");
}

function formatRow(rollout: RolloutSummary): string[] {
  const { startedAt, endedAt, hosts } = rollout;
  const took = startedAt && endedAt ? describeDuration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000) : "";
  return [
    `${rollout.number}`,
    rollout.state,
    shortSha(rollout.toRevision),
    `${rollout.commitCount}`,
    `${hosts.succeeded}/${hosts.total}${hosts.failed > 0 ? ` (${hosts.failed} failed)` : ""}`,
    startedAt?.slice(0, 19).concat("Z") ?? "",
    took,
    rollout.startedBy.name,
  ];
}

export const command: Command = {
  name: "rollouts",
  summary: "list rollouts, plan or start one to a commit of your choice",
  usage,
  run,
};
