import type { SourceKind } from "@/lib/contracts/intake-views";
import type { Database } from "./client";
import { Prisma, type Source } from "./generated/client";
import { openSecret, sealSecret } from "./sealed-secrets";
import { readStreams, type StreamRow } from "./source-streams";
import type { Tx } from "./transaction";

/** Newest first; two while one takes the place of the other. */
export type SourceSecret = { secret: string; addedAt: string };

/** Where the sender itself can be asked. */
export type SourceApi = { url: string; repository: string; token: string | null };

export type SourceRow = Omit<Source, "kind" | "secrets" | "api" | "requiredContexts"> & {
  kind: SourceKind;
  secrets: SourceSecret[];
  api: SourceApi | null;
  requiredContexts: string[];
  /** Null = it only posts. */
  stream: StreamRow | null;
};

/** What receiving a delivery needs to know. */
export type HookSource = Pick<SourceRow, "id" | "projectId" | "name" | "kind" | "secrets" | "enabled"> & {
  trunk: string;
  repositoryUrl: string;
  /** It has an API with a token. */
  canBeAsked: boolean;
};

const hookSource = `SELECT s.id, s."projectId", s.name, s.kind, s.secrets, s.enabled, p.trunk, p."repositoryUrl",
    s.api ->> 'token' IS NOT NULL AS "canBeAsked"
  FROM "Source" s JOIN "Project" p ON p.id = s."projectId"`;

/** A source by the key in its address; outside of Prisma, as every delivery asks. */
export async function findHookSource(db: Pick<Database, "pool">, key: string): Promise<HookSource | null> {
  return findHook(db, "s.key = $1", key);
}

export async function findHookSourceById(db: Pick<Database, "pool">, id: number): Promise<HookSource | null> {
  return findHook(db, "s.id = $1", id);
}

async function findHook(db: Pick<Database, "pool">, where: string, value: string | number): Promise<HookSource | null> {
  const { rows } = await db.pool.query<HookSource>(`${hookSource} WHERE ${where}`, [value]);
  return rows[0]
    ? { ...rows[0], repositoryUrl: openSecret(rows[0].repositoryUrl), secrets: openSecrets(rows[0].secrets) }
    : null;
}

/** Counts a request that was not authentic; nothing else of it is kept. */
export async function countRefusal(db: Pick<Database, "pool">, sourceId: number, reason: string): Promise<void> {
  await db.pool.query(
    `UPDATE "Source" SET refused = LEAST(refused, 2147483646) + 1, "lastRefusedAt" = clock_timestamp(),
       "lastRefusal" = $2
     WHERE id = (
       SELECT id FROM "Source" WHERE id = $1
       FOR NO KEY UPDATE SKIP LOCKED -- a flood of them is counted roughly, and keeps no connection waiting
     )`,
    [sourceId, reason],
  );
}

export async function findSourceByKey(tx: Tx, key: string): Promise<SourceRow | null> {
  return findSource(tx, { key });
}

export async function findSourceByName(tx: Tx, projectId: number, name: string): Promise<SourceRow | null> {
  return findSource(tx, { projectId_name: { projectId, name } });
}

/** A source that is known to be there. */
export async function getSource(tx: Tx, id: number): Promise<SourceRow> {
  const source = await findSource(tx, { id });
  if (!source) throw new Error(`source ${id} is gone`);
  return source;
}

async function findSource(tx: Tx, where: Prisma.SourceWhereUniqueInput): Promise<SourceRow | null> {
  const row = await tx.source.findUnique({ where });
  const [source] = row ? await toSourceRows(tx, [row]) : [];
  return source ?? null;
}

/** The source of this key, locked until the transaction ends, so that two changes do not undo each other. */
export async function lockSource(tx: Tx, key: string): Promise<SourceRow | null> {
  await tx.$executeRaw`SELECT 1 FROM "Source" WHERE key = ${key} FOR UPDATE`;
  return findSourceByKey(tx, key);
}

/** The sources of a project, by name. */
export async function listSources(tx: Tx, projectId: number): Promise<SourceRow[]> {
  const rows = await tx.source.findMany({ where: { projectId }, orderBy: { name: "asc" } });
  return toSourceRows(tx, rows);
}

export type NewSourceRow = Pick<
  SourceRow,
  "projectId" | "key" | "name" | "kind" | "api" | "requiredContexts" | "createdBy"
> & {
  secret: string;
};

/** Stores a source with its first secret, and returns its id; null when the project has one of that name. */
export async function insertSource(tx: Tx, source: NewSourceRow): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO "Source" ("projectId", key, name, kind, secrets, api, "requiredContexts", "createdBy")
    VALUES (${source.projectId}, ${source.key}, ${source.name}, ${source.kind}, ${newSecret(source.secret)},
      ${source.api && JSON.stringify(sealApi(source.api))}::jsonb, ${JSON.stringify(source.requiredContexts)}::jsonb,
      ${source.createdBy})
    ON CONFLICT ("projectId", name) DO NOTHING RETURNING id`;
  return row?.id ?? null;
}

export async function updateSource(
  tx: Tx,
  id: number,
  change: {
    enabled?: boolean | undefined;
    api?: SourceApi | null | undefined;
    requiredContexts?: string[] | undefined;
  },
): Promise<void> {
  const { enabled, requiredContexts } = change;
  const api = change.api ? sealApi(change.api) : change.api === null ? Prisma.DbNull : undefined;
  await tx.source.update({
    where: { id },
    data: {
      ...(enabled !== undefined && { enabled }),
      ...(requiredContexts !== undefined && { requiredContexts }),
      ...(api !== undefined && { api }),
    },
  });
}

/** Puts a secret before the newest one; any third is dropped. */
export async function addSecret(tx: Tx, id: number, secret: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Source" SET secrets = ${newSecret(secret)} || COALESCE(jsonb_path_query_array(secrets, '$[0]'), '[]')
    WHERE id = ${id}`;
}

/** Leaves the newest secret alone. */
export async function keepNewestSecret(tx: Tx, id: number): Promise<void> {
  await tx.$executeRaw`UPDATE "Source" SET secrets = jsonb_path_query_array(secrets, '$[0]') WHERE id = ${id}`;
}

function newSecret(secret: string): Prisma.Sql {
  return Prisma.sql`jsonb_build_array(jsonb_build_object('secret', ${sealSecret(secret)}::text, 'addedAt', clock_timestamp()))`;
}

async function toSourceRows(tx: Tx, rows: Source[]): Promise<SourceRow[]> {
  const ids = rows.map(({ id }) => id);
  const streams = await readStreams(tx, ids);
  return rows.map((row) => ({
    ...row,
    kind: row.kind as SourceKind,
    secrets: openSecrets(row.secrets as SourceSecret[]),
    api: openApi(row.api as SourceApi | null),
    requiredContexts: row.requiredContexts as string[],
    stream: streams.get(row.id) ?? null,
  }));
}

function openSecrets(stored: SourceSecret[]): SourceSecret[] {
  return stored.map(({ secret, addedAt }) => ({ secret: openSecret(secret), addedAt }));
}

function sealApi(api: SourceApi): SourceApi {
  return { ...api, token: api.token === null ? null : sealSecret(api.token) };
}

function openApi(stored: SourceApi | null): SourceApi | null {
  return stored && { ...stored, token: stored.token === null ? null : openSecret(stored.token) };
}
