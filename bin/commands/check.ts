import { parseArgs } from "node:util";
import { describeProblems, loadProjectFile } from "../client/load-project-file";
import { runChecks } from "../client/run-checks";
import { runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron check [FILE] [--json]

Checks a project file (sauron.yml) and what it names, from this machine: fetches the trunk's head, calls every host,
compares its key, logs in and runs one harmless command. Changes nothing, and needs neither a database nor a Sauron
that runs. Call it where the workers run: it is their keys and their network that count.

Options:
  --json  print one JSON object: {"ok", "checks": [{"name", "kind", "finding"}]} or {"ok", "problems"}

Exit codes: 0 all is well, 1 the file has mistakes or a check did not pass, 2 wrong usage.
`;

const options = { json: { type: "boolean", default: false } } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("check", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    if (positionals.length > 1) throw new UsageError("one file at a time.");
    const file = positionals[0] ?? "sauron.yml";
    const loaded = loadProjectFile(file);
    if (!loaded.ok) {
      if (values.json) process.stdout.write(`${JSON.stringify({ ok: false, problems: loaded.problems })}\n`);
      else process.stderr.write(describeProblems(file, loaded.problems));
      return 1;
    }
    const { passed, parts } = await runChecks(loaded, values);
    if (values.json) process.stdout.write(`${JSON.stringify({ ok: passed, checks: parts })}\n`);
    return passed ? 0 : 1;
  });
}

export const command: Command = {
  name: "check",
  summary: "check a project file, its repository and its hosts",
  usage,
  run,
};
