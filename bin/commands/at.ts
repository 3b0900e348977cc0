import { parseArgs } from "node:util";
import type { PastCommit, PastView } from "@/lib/contracts/history-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron at TIME [--project SLUG] [--json]

Says what was deployed at a time: how many hosts ran which revision, and of how many nobody could tell; which rollout
was under way, and in which stage; and what had changed in the 30 minutes before. Times in UTC.

TIME is like 2026-11-23T03:12Z, in UTC unless it names a zone, or seconds since 1970.

Options:
  --project SLUG  may be left out when there is exactly one project
  --json          print the answer of GET /api/v1/projects/SLUG/at

Example:
  sauron at 2026-11-23T03:12Z

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes}
`;

const options = { project: { type: "string" }, json: { type: "boolean", default: false } } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("at", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    if (positionals.length === 0) throw new UsageError("Name a time, such as 2026-11-23T03:12Z.");
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const past = await api.get<PastView>(`/projects/${slug}/at`, { time: positionals.join(" ") });
    process.stdout.write(values.json ? `${JSON.stringify(past)}\n` : `${formatPast(past).join("\n")}\n`);
    return 0;
  });
}

function formatPast({ sentence, inFlight, rollouts, events }: PastView): string[] {
  const underWay = inFlight.map(
    ({ number, state, stage, toRevision }) =>
      `#${number} was ${state}${stage ? ` in stage ${stage}` : ""}, to ${shortSha(toRevision)}.`,
  );
  const changes = [
    ...rollouts.flatMap(({ number, kind, state, startedAt, commits }) => [
      `  ${clock(startedAt)}  #${number} ${kind}, ${state} by now`,
      ...commits.map((commit) => `            ${describeCommit(commit)}`),
    ]),
    ...events.map(
      ({ at, event, actor, reason }) => `  ${clock(at)}  ${event} by ${actor.name}${reason ? `: ${reason}` : ""}`,
    ),
  ];
  const before =
    changes.length === 0 ? ["Nothing had changed in the 30 minutes before."] : ["Changed in the 30 minutes before:"];
  return [sentence, ...underWay, ...before, ...changes];
}

function describeCommit({ sha, author, title, bad, revertedBy }: PastCommit): string {
  const marks = [bad && `marked bad: ${bad.reason}`, revertedBy && `reverted by ${shortSha(revertedBy)}`].filter(
    Boolean,
  );
  return `${shortSha(sha)} ${title} (${author})${marks.length === 0 ? "" : ` [${marks.join("; ")}]`}`;
}

function clock(time: string | null): string {
  return time?.slice(11, 19) ?? "        ";
}

export const command: Command = { name: "at", summary: "say what was deployed at a time", usage, run };
