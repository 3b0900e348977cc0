import pg from "pg";
import { queueSchema } from "@/lib/config/queue-schema";
import { SauronError } from "@/lib/errors";

export type DatabaseUrls = {
  /** For whoever owns the tables: migrations, restored backups. */
  ownerUrl: string;
  /** For web processes, workers and commands. The same where one role does both. */
  databaseUrl: string;
};

/** One process at a time gives rights; see `work-alone.ts` for the other locks. */
const grantLock = 15;

/**
 * Gives the role that web processes and workers connect as what they need and no more: it can change no table as such, and
 * to the audit it can only add. Where they connect as the owner there is nothing to give.
 *
 * @throws SauronError "bad-request" when two addresses were given and one role; "conflict" when the owner may not give that
 */
export async function grantWork({ ownerUrl, databaseUrl }: DatabaseUrls): Promise<void> {
  if (ownerUrl === databaseUrl) return;
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const name = decodeURIComponent(new URL(databaseUrl).username);
    await checkName(client, name);
    await client.query("BEGIN");
    await client.query(`SELECT pg_advisory_xact_lock(${grantLock}, 0)`);
    await client.query(await listGrants(client, client.escapeIdentifier(name)));
    await giveQueue(client, name);
    await checkGrants(client, name);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

/** There has to be a name, and not that of the owner. */
async function checkName(client: pg.Client, name: string): Promise<void> {
  if (name === "") throw new SauronError("bad-request", "DATABASE_URL names no user: write postgresql://user@….");
  const { rows } = await client.query<{ owner: string }>("SELECT current_user AS owner");
  if (rows[0]?.owner !== name) return;
  const message = `DATABASE_URL and SAURON_OWNER_DATABASE_URL both name the user ${name}. The one who works must not own the tables: make a second user, or leave SAURON_OWNER_DATABASE_URL out.`;
  throw new SauronError("bad-request", message);
}

async function listGrants(client: pg.Client, role: string): Promise<string> {
  const { rows } = await client.query<{ name: string }>("SELECT current_database() AS name");
  const database = client.escapeIdentifier(rows[0]?.name ?? "");
  return `
    GRANT CONNECT, CREATE ON DATABASE ${database} TO ${role};
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
    REVOKE UPDATE, DELETE ON "AuditEntry" FROM ${role};
    REVOKE INSERT, UPDATE, DELETE ON "_prisma_migrations" FROM ${role}`;
}

/** BullMQ keeps the queue itself, so it has to be this role's. One that another has made is made anew: whatever is unfinished is found again without it. */
async function giveQueue(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ owner: string }>(
    "SELECT pg_get_userbyid(nspowner) AS owner FROM pg_namespace WHERE nspname = $1",
    [queueSchema],
  );
  const owner = rows[0]?.owner;
  if (owner !== undefined && owner !== name) await client.query(`DROP SCHEMA ${queueSchema} CASCADE`);
}

/** PostgreSQL only warns of a right that who gives it does not have. */
async function checkGrants(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ may: boolean }>(
    "SELECT has_database_privilege($1, current_database(), 'CREATE') AS may",
    [name],
  );
  if (rows[0]?.may) return;
  const message = `The user of SAURON_OWNER_DATABASE_URL may not let ${name} make the schema of the queue. Let it own the database too: ALTER DATABASE … OWNER TO ….`;
  throw new SauronError("conflict", message);
}
