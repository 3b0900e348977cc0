import { parseArgs } from "node:util";
import type { AuditEntryView } from "@/lib/contracts/audit-views";
import { sayWay } from "@/lib/domain/audit/way-of-act";
import { parseMoment } from "@/lib/domain/history/parse-moment";
import { visibleText } from "@/lib/domain/visible-text";
import { listAudit } from "@/lib/queries/list-audit";
import { type AuditVerdict, verifyAudit } from "@/lib/services/audit/verify-audit";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { withOwnDatabase } from "../client/with-own-database";
import type { Command } from "../command";

const usage = `
Usage: sauron audit verify [--expect HASH] [--json]
       sauron audit list [--project SLUG] [--actor NAME] [--since TIME] [--limit N] [--json]

The audit keeps every act of a person or a program, and every one that was refused. Each entry carries the hash of the
one before, so that none can be changed, put in or taken out unseen.

"verify" reads all of it and computes every hash anew; when something does not fit it names the first such entry. That
entries are missing at the end shows only to who kept the hash of one: "verify" prints the newest, --expect compares.

Options:
  --expect HASH   hash that an earlier "verify" printed: its entry must be there
  --project SLUG  what was done to this project only
  --actor NAME    a part of the name of who did it
  --since TIME    like 2026-11-23T03:12Z, in UTC unless it names a zone, or seconds since 1970
  --limit N       so many entries, the newest; 50 unless said otherwise
  --json          verify: one JSON object; list: one JSON object a line, newest first

Example:
  sauron audit verify --expect "$(cat last-hash)"

Environment:
  DATABASE_URL     the database; otherwise that of the Sauron that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes} "verify" exits with 1 when something does not fit.
`;

const options = {
  expect: { type: "string" },
  project: { type: "string" },
  actor: { type: "string" },
  since: { type: "string" },
  limit: { type: "string", default: "50" },
  json: { type: "boolean", default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

async function run(argv: string[]): Promise<number> {
  return runReporting("audit", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const [verb, ...more] = positionals;
    if (more.length > 0 || (verb !== "verify" && verb !== "list")) throw new UsageError("say verify or list.");
    return verb === "verify" ? verify(values) : list(values);
  });
}

async function verify({ expect, json }: Values): Promise<number> {
  if (expect !== undefined && !/^[0-9a-f]{64}$/.test(expect)) throw new UsageError("--expect is 64 hex digits.");
  const verdict = await withOwnDatabase(({ db }) => verifyAudit(db.prisma, expect ?? null));
  const isWhole = verdict.outcome === "whole";
  if (json) process.stdout.write(`${JSON.stringify(verdict)}\n`);
  else (isWhole ? process.stdout : process.stderr).write(`${describeVerdict(verdict)}\n`);
  return isWhole ? 0 : 1;
}

function describeVerdict(verdict: AuditVerdict): string {
  switch (verdict.outcome) {
    case "whole":
      if (verdict.newest === null) return "The audit is empty.";
      return `The audit is whole: ${countEntries(verdict.entries)}. Newest hash: ${verdict.newest}`;
    case "broken":
      return `The audit is broken at entry ${verdict.id}: ${verdict.why}.`;
    case "cut-short":
      return `The audit has been cut short: none of its ${countEntries(verdict.entries)} has the expected hash.`;
  }
}

function countEntries(count: number): string {
  return count === 1 ? "1 entry" : `${count} entries`;
}

async function list({ project, actor, since, limit, json }: Values): Promise<number> {
  const from = since === undefined ? undefined : parseMoment(since);
  if (from === null) throw new UsageError("--since is like 2026-11-23T03:12Z.");
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new UsageError("--limit is a number.");
  const page = { before: null, limit: Number(limit) };
  const wanted = { project, actor, since: from === undefined ? undefined : new Date(from) };
  const { entries } = await withOwnDatabase(({ db }) => listAudit(db.prisma, wanted, page));
  const lines = entries.map((entry) => (json ? JSON.stringify(entry) : describeEntry(entry)));
  process.stdout.write(lines.map((line) => `${line}\n`).join("") || (json ? "" : "No entries.\n"));
  return 0;
}

function describeEntry(entry: AuditEntryView): string {
  const { id, at, actedAt, actor, action, project, target, outcome, reason } = entry;
  const what = `${outcome === "refused" ? "refused: " : ""}${action} ${target}${project === null ? "" : ` (${project})`}`;
  const way = sayWay(entry);
  const who = way === null ? actor.name : `${actor.name} (${way})`;
  const line = `${id}  ${actedAt ?? at}  ${who}  ${what}${reason === null ? "" : `: ${reason}`}`;
  // What people wrote must neither look like another entry nor steer the terminal.
  return visibleText(line.replaceAll("\n", "␊"));
}

export const command: Command = {
  name: "audit",
  summary: "list who did what, and check that nothing is missing",
  usage,
  run,
};
