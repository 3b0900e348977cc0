import { parseArgs } from "node:util";
import type { CommitView } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "../client/api-client";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron commits mark SHA (--bad | --reverted-by SHA | --none) --reason TEXT [--project SLUG] [--json]
       sauron commits lock SHA --reason TEXT [--project SLUG] [--json]
       sauron commits unlock SHA --reason TEXT [--project SLUG] [--json]

Says what the automation should know about a commit. A bad commit is not deployed until a revert of it is on the trunk;
a locked one, and what follows it, until it is unlocked.

Options:
  --bad              it is bad (what "mark" says when nothing else is asked)
  --reverted-by SHA  it is bad, and this later commit of the trunk undoes it; the full sha
  --none             take the mark away
  --reason TEXT      why; at least 5 letters, shown to everybody
  --project SLUG     may be left out when there is exactly one project
  --json             print the commit as the API answers it

Example:
  sauron commits lock 9f3c2a1 --reason "the migration has to run first"

${actingEnvironment}

${clientExitCodes}
`;

const options = {
  bad: { type: "boolean", default: false },
  "reverted-by": { type: "string" },
  none: { type: "boolean", default: false },
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("commits", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [verb, sha, ...rest] = positionals;
    if (!sha || rest.length > 0)
      throw new UsageError("Say what to do with which commit: mark, lock or unlock, and a sha.");
    const wish = readWish(verb, values);
    const body = { ...wish.body, reason: requireReason(values.reason) };
    const path = `/commits/${encodeURIComponent(sha)}/${wish.path}`;
    const commit = await openApiClient().post<CommitView>(path, body, { project: values.project });
    process.stdout.write(`${values.json ? JSON.stringify(commit) : describeCommit(commit)}\n`);
    return 0;
  });
}

type Marks = { bad: boolean; none: boolean; "reverted-by"?: string | undefined };

function readWish(verb: string | undefined, marks: Marks): { path: "mark" | "lock"; body: object } {
  if (verb === "lock" || verb === "unlock") return { path: "lock", body: { locked: verb === "lock" } };
  if (verb !== "mark") throw new UsageError("It takes mark, lock or unlock.");
  const revertedBy = marks["reverted-by"];
  if ([marks.bad, marks.none, revertedBy !== undefined].filter(Boolean).length > 1) {
    throw new UsageError("Only one of --bad, --reverted-by and --none at a time.");
  }
  if (revertedBy !== undefined) return { path: "mark", body: { mark: "reverted", revertedBy } };
  return { path: "mark", body: { mark: marks.none ? "none" : "bad" } };
}

function describeCommit({ sha, title, bad, revertedBy, lock }: CommitView): string {
  const facts = [
    bad && `bad: ${bad.reason}`,
    bad && revertedBy && `undone by ${shortSha(revertedBy)}`,
    lock && `locked by ${lock.by}: ${lock.reason}`,
  ].filter(Boolean);
  return `${shortSha(sha)} ${title}: ${facts.length === 0 ? "neither marked nor locked" : facts.join("; ")}`;
}

export const command: Command = { name: "commits", summary: "mark a commit as bad, lock or unlock it", usage, run };
