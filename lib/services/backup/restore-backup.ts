import { type RestoreOptions, restoreDatabase } from "@/lib/db/backup/restore-database";
import { SauronError } from "@/lib/errors";
import { checkBackup, readBackupTables } from "./read-backup";

/**
 * Makes a database what a backup says, or leaves it as it is.
 *
 * @param options.keyIds ids of the keys at hand that open stored secrets
 * @returns names of the migrations that brought it up to date
 * @throws SauronError "conflict" when stored secrets could not be opened; see also `checkBackup` and `restoreDatabase`
 */
export async function restoreBackup(
  databaseUrl: string,
  file: string,
  options: RestoreOptions & { keyIds: string[] },
): Promise<string[]> {
  const manifest = await checkBackup(file);
  const missing = manifest.keyIds.filter((id) => !options.keyIds.includes(id));
  const needed = manifest.fileKeyIds.filter((id) => missing.includes(id));
  if (needed.length > 0) {
    const message = `Its project files hold secrets that are sealed with the key ${needed.join(", ")}, which is not here, and nothing can be deployed without them. Bring back the file secret-key of that data directory, or SAURON_SECRET_KEY.`;
    throw new SauronError("conflict", message);
  }
  if (missing.length > 0 && !options.forgetSecrets) {
    const message = `The secrets of its sources are sealed with the key ${missing.join(", ")}, which is not here. Bring back the file secret-key of that data directory (or SAURON_SECRET_KEY), or say --forget-secrets: then every source needs a new secret.`;
    throw new SauronError("conflict", message);
  }
  return await restoreDatabase(databaseUrl, { manifest, tables: readBackupTables(file) }, options);
}
