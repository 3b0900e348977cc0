import { accessSync, constants } from "node:fs";
import { parseArgs } from "node:util";
import { type AppliedProjectFile, applyProjectFile } from "@/lib/services/projects/apply-project-file";
import { describeProblems, loadProjectFile } from "../client/load-project-file";
import { runChecks } from "../client/run-checks";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron apply [FILE] [--check] [--json]

Checks a project file (sauron.yml) and puts it in force as a new revision of its project. All mistakes are told at
once, each with its line. Paths in the file start at the file. A file that changes nothing changes nothing.

Options:
  --check  first look from this machine whether the repository answers and every host lets Sauron in, as "sauron check"
           does; when something does not, nothing is put in force
  --json   print one JSON object: {"ok", "project", "revision", "outcome", "hosts", "warnings"} (and "checks"), or
           {"ok", "problems"}, or {"ok", "checks"}

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
    const loaded = loadProjectFile(file);
    if (!loaded.ok) {
      if (values.json) printJson({ ok: false, problems: loaded.problems });
      else process.stderr.write(describeProblems(file, loaded.problems));
      return 1;
    }
    const checked = values.check ? await runChecks(loaded, values) : null;
    const checks = checked ? { checks: checked.parts } : {};
    if (checked && !checked.passed) {
      if (values.json) printJson({ ok: false, ...checks });
      else process.stderr.write(`${file} is not put in force.\n`);
      return 1;
    }
    const warnings = findWarnings(loaded.policy.fleet.privateKey);
    const applied = await withOwnDatabase((ctx) => applyProjectFile(ctx, loaded));
    if (values.json) printJson({ ok: true, ...applied, warnings, ...checks });
    else tell(applied, warnings);
    return 0;
  });
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

function tell(applied: AppliedProjectFile, warnings: string[]): void {
  for (const warning of warnings) process.stderr.write(`Warning: ${warning}\n`);
  process.stdout.write(`${toSentence(applied)}\n`);
}

function toSentence({ outcome, project, revision, hosts }: AppliedProjectFile): string {
  if (outcome === "unchanged") return `${project}: nothing to change, revision ${revision} is in force.`;
  const changes = `${hosts.added} added, ${hosts.changed} changed, ${hosts.disabled} disabled`;
  return `${project}: revision ${revision} is in force, ${hosts.total} host${hosts.total === 1 ? "" : "s"} (${changes}).`;
}

function printJson(body: object): void {
  process.stdout.write(`${JSON.stringify(body)}\n`);
}

export const command: Command = { name: "apply", summary: "check a project file and put it in force", usage, run };
