import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Environment, parseEnvironment } from "@/lib/config/environment";
import { findSecretKeys, formatSecretKeys } from "@/lib/config/secret-keys";
import type { BackupManifest } from "@/lib/contracts/backup-file";
import { SauronError } from "@/lib/errors";
import { takeBackup } from "@/lib/services/backup/take-backup";
import type { Command } from "../command";
import { readVersion } from "../read-version";
import { withDatabase } from "../supervisor/with-database";

const usage = `
Usage: sauron backup FILE|DIRECTORY [--with-key] [--json]

Writes everything the database holds, as of one moment, into one compressed file that only its owner may read. Sauron may
run, and rollouts may be under way. In a directory the file gets a name with the time. The database is DATABASE_URL when
set, otherwise the PostgreSQL in the data directory.

Not in it, and to be kept elsewhere: the key of stored secrets (SAURON_SECRET_KEY, or the file secret-key in the data
directory), SSH keys and known hosts of the workers' machines. Mirrors of repositories are fetched again.

Options:
  --with-key  put the key of stored secrets into the file: whoever has it can then read them
  --json      print {"file", "takenAt", "rows", "projects", "keyIds"} on standard output

Exit codes: 0 written, 1 not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { "with-key": { type: "boolean", default: false }, json: { type: "boolean", default: false } },
  });
  const [target, ...others] = positionals;
  if (target === undefined || others.length > 0) {
    process.stderr.write("sauron backup: name one file or directory.\n");
    return 2;
  }
  const environment = parseEnvironment(process.env, process.cwd());
  refuseMissing(environment);
  const file = nameFile(resolve(target));
  const keys = values["with-key"] ? formatSecretKeys(findSecretKeys(environment)) : null;
  if (keys === "") throw new SauronError("conflict", "There is no key to put into the backup; leave out --with-key.");
  const { manifest, rows } = await withDatabase(environment, { stopped: false }, ({ ownerUrl }) =>
    takeBackup(ownerUrl, file, { version: readVersion(), keys }),
  );
  const { takenAt, projects, keyIds } = manifest;
  if (values.json) process.stdout.write(`${JSON.stringify({ file, takenAt, rows, projects, keyIds })}\n`);
  else process.stdout.write(`Wrote ${file}: ${rows} rows as of ${takenAt}.\n${describeKey(manifest)}`);
  return 0;
}

/** To start a PostgreSQL only to find it empty would leave one behind. */
function refuseMissing({ databaseUrl, dataDir }: Environment): void {
  if (databaseUrl !== null || existsSync(join(dataDir, "postgres.json"))) return;
  const message = `There is no database in ${dataDir}. Set SAURON_DATA_DIR to where "sauron start" has run, or DATABASE_URL.`;
  throw new SauronError("not-found", message);
}

function nameFile(target: string): string {
  if (!statSync(target, { throwIfNoEntry: false })?.isDirectory()) return target;
  return join(target, `sauron-${new Date().toISOString().slice(0, 19).replaceAll(":", "-")}Z.backup`);
}

function describeKey({ keys, keyIds }: BackupManifest): string {
  if (keys !== null) return "The key of stored secrets is in it: keep the file as you would keep the key.\n";
  if (keyIds.length === 0) return "It holds no stored secret, and needs no key.\n";
  return `Its stored secrets need the key ${keyIds.join(", ")}, which is not in it: keep that elsewhere.\n`;
}

export const command: Command = { name: "backup", summary: "write all that is stored into one file", usage, run };
