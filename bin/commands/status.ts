import { parseArgs } from "node:util";
import type { NowView, ProjectSummary } from "@/lib/contracts/views";
import { type ApiClient, openApiClient } from "../client/api-client";
import { formatStatus } from "../client/format-status";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { watchStatus } from "../client/watch-status";
import type { Command } from "../command";

const usage = `
Usage: sauron status [--project SLUG] [--watch] [--json]

Says what each project did, does and does next.

Options:
  --project SLUG  this project only; --watch needs it when there are several
  --watch         go on, and show each change; Ctrl-C ends it
  --json          print {"projects": […]}, each as GET /api/v1/projects/SLUG answers it;
                  with --watch one project's view on a line after each change

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes}
`;

const options = {
  project: { type: "string" },
  watch: { type: "boolean", default: false },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("status", async () => {
    const { values } = parseArgs({ args: argv, options });
    const api = openApiClient();
    const slugs = values.project === undefined ? await listSlugs(api) : [values.project];
    if (values.watch) {
      const [slug, ...others] = slugs;
      if (!slug) throw new UsageError("there is no project to watch.");
      if (others.length > 0) throw new UsageError(`say which with --project: ${slugs.join(", ")}.`);
      await watch(api, slug, values.json);
      return 0;
    }
    const projects = await Promise.all(slugs.map((slug) => api.get<NowView>(`/projects/${slug}`)));
    if (values.json) process.stdout.write(`${JSON.stringify({ projects })}\n`);
    else if (projects.length === 0) process.stdout.write('No project yet; "sauron apply sauron.yml" makes one.\n');
    else process.stdout.write(`${projects.flatMap((view) => formatStatus(view, columns())).join("\n")}\n`);
    return 0;
  });
}

async function listSlugs(api: ApiClient): Promise<string[]> {
  const { projects } = await api.get<{ projects: ProjectSummary[] }>("/projects");
  return projects.map((project) => project.slug);
}

function columns(): number {
  return process.stdout.columns ?? 100;
}

async function watch(api: ApiClient, project: string, asJson: boolean): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  const show = asJson ? printLine : process.stdout.isTTY ? createRedraw() : createChangePrinter();
  const onLost = (reason: string) => process.stderr.write(`sauron status: not live, ${reason}; trying again\n`);
  await watchStatus(api, { project, signal: stopping.signal, show, onLost });
}

function printLine(view: NowView): void {
  process.stdout.write(`${JSON.stringify(view)}\n`);
}

/** Draws over what it drew before. */
function createRedraw(): (view: NowView) => void {
  let drawn = 0;
  return (view) => {
    const width = columns();
    const lines = formatStatus(view, width).map((line) => line.slice(0, width - 1));
    const back = drawn > 0 ? `\u001b[${drawn}A\u001b[0J` : "";
    process.stdout.write(`${back}${lines.join("\n")}\n`);
    drawn = lines.length;
  };
}

/** Where nothing can be drawn over, a line for each change of what is being done; that time passes is none. */
function createChangePrinter(): (view: NowView) => void {
  let last = "";
  return ({ serverTime, project, doing, next, automation: { halted, freeze } }) => {
    const subjects = [halted?.since, freeze?.since, doing?.number, doing?.sentence, next.action, next.nextCommit];
    const change = JSON.stringify(subjects);
    const now = doing ? `#${doing.number} ${doing.sentence}` : `next: ${next.sentence}`;
    const text = halted ? `halted: ${halted.reason}` : now;
    if (change !== last) process.stdout.write(`${serverTime.slice(0, 19)}Z  ${project}  ${text}\n`);
    last = change;
  };
}

export const command: Command = {
  name: "status",
  summary: "say what was done, is being done, and comes next",
  usage,
  run,
};
