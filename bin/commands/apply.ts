import { accessSync, constants, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatProblem, parseProjectFile } from "@/lib/contracts/parse-project-file";
import { SauronError } from "@/lib/errors";
import { type AppliedProjectFile, applyProjectFile } from "@/lib/services/projects/apply-project-file";
import { projectFileSources } from "../client/project-file-sources";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron apply [FILE] [--check] [--json]

Checks a project file (sauron.yml) and puts it in force as a new revision of its project. All mistakes are told at
once, each with its line. Paths in the file start at the file. A file that changes nothing changes nothing.

Options:
  --check  only check the file; needs no database
  --json   print one JSON object: {"ok", "project", "revision", "outcome", "hosts", "warnings"} or {"ok", "problems"}

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = { check: { type: "boolean", default: false }, json: { type: "boolean", default: false } } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("apply", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    if (positionals.length > 1) throw new UsageError("one file at a time.");
    const file = positionals[0] ?? "sauron.yml";
    const path = resolve(file);
    const source = readProjectFile(path);
    const parsed = parseProjectFile(source, projectFileSources(path));
    if (!parsed.ok) {
      if (values.json) printJson({ ok: false, problems: parsed.problems });
      else process.stderr.write(`${parsed.problems.map((problem) => formatProblem(file, problem)).join("\n")}\n`);
      return 1;
    }
    const warnings = findWarnings(parsed.policy.fleet.privateKey);
    const found = { project: parsed.policy.project, hosts: { total: parsed.hosts.length } };
    const applied = values.check
      ? null
      : await withOwnDatabase((ctx) => applyProjectFile(ctx, { source, policy: parsed.policy, hosts: parsed.hosts }));
    if (values.json) printJson({ ok: true, ...(applied ?? found), warnings });
    else tell(file, applied, warnings);
    return 0;
  });
}

function readProjectFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new SauronError("invalid-project-file", `${path} cannot be read.`, { cause: error });
  }
}

/** The key is needed on the workers' machines, which may be others: that it is not here is no mistake in the file. */
function findWarnings(privateKey: string): string[] {
  try {
    accessSync(privateKey, constants.R_OK);
    return [];
  } catch {
    return [`fleet.privateKey: ${privateKey} cannot be read here; workers on this machine will not reach the hosts.`];
  }
}

function tell(file: string, applied: AppliedProjectFile | null, warnings: string[]): void {
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  if (!applied) process.stdout.write(`${file} is good.\n`);
  else process.stdout.write(`${toSentence(applied)}\n`);
}

function toSentence({ outcome, project, revision, hosts }: AppliedProjectFile): string {
  if (outcome === "unchanged") return `${project}: nothing to change, revision ${revision} is in force.`;
  const changes = `${hosts.added} added, ${hosts.changed} changed, ${hosts.disabled} disabled`;
  return `${project}: revision ${revision} is in force, ${hosts.total} hosts (${changes}).`;
}

function printJson(body: object): void {
  process.stdout.write(`${JSON.stringify(body)}\n`);
}

export const command: Command = { name: "apply", summary: "check a project file and put it in force", usage, run };
