import pg from "pg";
import type { SecretKey } from "@/lib/config/secret-keys";
import type { Policy } from "@/lib/contracts/project-file";
import { isSealedPolicy, openPolicy, sealPolicy, sealSource } from "./sealed-policy";
import { hasKeyOf, isSealed, openSecret, sealSecret } from "./sealed-secrets";
import type { SourceApi, SourceSecret } from "./sources";

type StoredSource = { id: number; secrets: SourceSecret[]; api: SourceApi | null };

/**
 * Seals the secrets that are stored in the clear, or with an older key, with the first of these keys. Processes that do not
 * know the key cannot read them afterwards.
 * @returns how many senders had such secrets
 */
export async function sealStoredSecrets(databaseUrl: string, keys: SecretKey[]): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<StoredSource>(`SELECT id, secrets, api FROM "Source" ORDER BY id FOR UPDATE`);
    const open = rows.filter((row) => !listSecrets(row).every((secret) => isSealed(secret, keys)));
    for (const { id, secrets, api } of open) {
      await client.query(`UPDATE "Source" SET secrets = $2, api = $3 WHERE id = $1`, [
        id,
        JSON.stringify(secrets.map((one) => ({ ...one, secret: reseal(one.secret, keys) }))),
        api && JSON.stringify({ ...api, token: api.token && reseal(api.token, keys) }),
      ]);
    }
    await sealProjectFiles(client, keys);
    await sealProviderAccess(client, keys);
    await client.query("COMMIT");
    return open.length;
  } finally {
    await client.end();
  }
}

/** Project files, and the rules that rollouts were planned with: those that hold a secret or were sealed before. */
async function sealProjectFiles(client: pg.Client, keys: SecretKey[]): Promise<void> {
  for (const table of ["Project", "Rollout"]) {
    const { rows } = await client.query<{ id: number; policy: Policy }>(
      `SELECT id, policy FROM "${table}"
       WHERE policy #>> '{repository,url}' ~ '@|^sealed:' OR policy #> '{deploy,env}' <> '{}' OR policy #> '{tests,env}' <> '{}'
       ORDER BY id FOR UPDATE`,
    );
    for (const { id, policy } of rows.filter((row) => !isSealedPolicy(row.policy, keys))) {
      const sealed = sealPolicy(openPolicy(policy, keys), keys);
      await client.query(`UPDATE "${table}" SET policy = $2 WHERE id = $1`, [id, JSON.stringify(sealed)]);
      if (table === "Project") {
        await client.query(`UPDATE "Project" SET "repositoryUrl" = $2 WHERE id = $1`, [id, sealed.repository.url]);
      }
    }
  }
  const { rows } = await client.query<{ id: number; source: string }>(
    `SELECT id, source FROM "ProjectFileRevision" ORDER BY id FOR UPDATE`,
  );
  for (const { id, source } of rows.filter((row) => !isSealed(row.source, keys))) {
    const sealed = sealSource(openSecret(source, keys), keys);
    if (sealed !== source)
      await client.query(`UPDATE "ProjectFileRevision" SET source = $2 WHERE id = $1`, [id, sealed]);
  }
}

/** With what the provider of identities is asked about people. What nobody can open any more comes with the next sign-in. */
async function sealProviderAccess(client: pg.Client, keys: SecretKey[]): Promise<void> {
  const { rows } = await client.query<{ userId: string; tokens: string }>(
    `SELECT "userId", tokens FROM "ProviderAccess" ORDER BY "userId" FOR UPDATE`,
  );
  for (const { userId, tokens } of rows.filter((row) => !isSealed(row.tokens, keys))) {
    if (hasKeyOf(tokens, keys)) {
      const sealed = reseal(tokens, keys);
      await client.query(`UPDATE "ProviderAccess" SET tokens = $2 WHERE "userId" = $1`, [userId, sealed]);
    } else {
      await client.query(`DELETE FROM "ProviderAccess" WHERE "userId" = $1`, [userId]);
    }
  }
}

function listSecrets({ secrets, api }: StoredSource): string[] {
  return [...secrets.map(({ secret }) => secret), ...(api?.token ? [api.token] : [])];
}

function reseal(stored: string, keys: SecretKey[]): string {
  return isSealed(stored, keys) ? stored : sealSecret(openSecret(stored, keys), keys);
}
