import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Environment, parseEnvironment } from "@/lib/config/environment";
import {
  findSecretKeys,
  makeSecretKey,
  parseSecretKeys,
  type SecretKey,
  writeSecretKeys,
} from "@/lib/config/secret-keys";
import type { BackupManifest } from "@/lib/contracts/backup-file";
import { grantWork } from "@/lib/db/working-role";
import { SauronError } from "@/lib/errors";
import { checkBackup } from "@/lib/services/backup/read-backup";
import { restoreBackup } from "@/lib/services/backup/restore-backup";
import { currentActor } from "../client/current-actor";
import type { Command } from "../command";
import { withDatabase } from "../supervisor/with-database";

const usage = `
Usage: sauron restore FILE [--replace] [--forget-secrets] [--json]

Makes the database what a backup says, all of it or nothing, and brings it up to date. No process of Sauron may be at work
on it. The database is DATABASE_URL when set, otherwise the PostgreSQL in the data directory.

Afterwards nothing is taken for granted: the automation of every project is halted, what each host runs is unknown until a
worker has asked it, and rollouts that were under way go on once their hosts have said how far they are. Hosts then take
no deploy of the installation that the backup was taken of. Look at the fleet, then run "sauron resume".

Options:
  --replace         take away what is in the database; without it, one that is not empty is left alone
  --forget-secrets  go on without the key of stored secrets: every source then needs a new one ("sauron source rotate");
                    not where a project file holds secrets too
  --json            print {"takenAt", "applied": [migrations], "projects"} on standard output

Exit codes: 0 restored, 1 not, and nothing has changed, 2 wrong usage, or the file is no whole backup.
`;

async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      replace: { type: "boolean", default: false },
      "forget-secrets": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    process.stderr.write("sauron restore: name one file.\n");
    return 2;
  }
  const file = resolve(name);
  const environment = parseEnvironment(process.env, process.cwd());
  const manifest = await checkBackup(file);
  const { keys, brought } = chooseKeys(environment, manifest);
  const applied = await withDatabase(environment, { stopped: true }, async (urls) => {
    const restored = await restoreBackup(urls.ownerUrl, file, {
      replace: values.replace,
      forgetSecrets: values["forget-secrets"],
      by: currentActor(environment),
      keyIds: keys.map(({ id }) => id),
    });
    await grantWork(urls);
    return restored;
  });
  if (brought) writeSecretKeys(environment.dataDir, keys);
  else makeSecretKey(environment);
  const { takenAt, projects } = manifest;
  if (values.json) process.stdout.write(`${JSON.stringify({ takenAt, applied, projects })}\n`);
  else process.stdout.write(describeRestore(manifest, applied));
  return 0;
}

/** The keys at hand, and those of the backup that are not; the file of the data directory then gets them. */
function chooseKeys(environment: Environment, { keys }: BackupManifest): { keys: SecretKey[]; brought: boolean } {
  const own = findSecretKeys(environment);
  const further = parseSecretKeys(keys ?? "").filter(({ id }) => !own.some((key) => key.id === id));
  if (further.length === 0) return { keys: own, brought: false };
  if (environment.secretKey === null) return { keys: [...own, ...further], brought: true };
  const message =
    "The backup brings a key that SAURON_SECRET_KEY does not have. Unset it, and the key is written to the file secret-key.";
  throw new SauronError("conflict", message);
}

function describeRestore({ takenAt, projects }: BackupManifest, applied: string[]): string {
  const migrations = applied.length === 0 ? "" : `Applied:\n${applied.map((one) => `  ${one}\n`).join("")}`;
  return `Restored the backup of ${takenAt}: ${projects.join(", ") || "no project"}.\n${migrations}The automation is halted. Start Sauron, look at the fleet, then run "sauron resume".\n`;
}

export const command: Command = { name: "restore", summary: "make the database what a backup says", usage, run };
