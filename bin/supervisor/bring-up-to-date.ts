import { readSecretKeys } from "@/lib/config/secret-keys";
import { migrateDatabase } from "@/lib/db/migrate";
import { sealStoredSecrets } from "@/lib/db/seal-stored-secrets";
import { type DatabaseUrls, grantWork } from "@/lib/db/working-role";

/**
 * Applies what migrations are missing, gives the working role what it needs, then seals the secrets that are not sealed with
 * the key in force.
 * @returns the names of the migrations, and of how many senders secrets were sealed
 */
export async function bringUpToDate(
  urls: DatabaseUrls,
  environment: { secretKey: string | null; dataDir: string },
): Promise<{ applied: string[]; sealed: number }> {
  const keys = readSecretKeys(environment);
  const applied = await migrateDatabase(urls.ownerUrl);
  await grantWork(urls);
  return { applied, sealed: await sealStoredSecrets(urls.databaseUrl, keys) };
}
