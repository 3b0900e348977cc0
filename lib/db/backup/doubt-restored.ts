import type pg from "pg";
import type { AuditedAct } from "@/lib/contracts/audited-acts";
import type { BackupManifest } from "@/lib/contracts/backup-file";
import { type AuditFact, noEntryBefore } from "@/lib/domain/audit/audit-entry";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import { hashAuditEntry } from "../audit-entries";

/**
 * A backup tells how things stood. Until now the installation it was taken of may have gone on: rollouts ended, hosts were
 * deployed, numbers handed out. So nothing of it is taken for granted, and every number continues above all that can have
 * been handed out since:
 *
 * - Hosts: what they run is unknown until each was asked. The numbers that their guards compare are counted from the clock;
 *   an hour on top outdoes a clock that went ahead. Asked with such a number, a host takes no older deploy any more, so
 *   that an installation which was not stopped cannot go on beside this one.
 * - Deploys of rollouts that go on, also those that had succeeded or not begun: unknown until the host was asked. It may
 *   say that this very rollout has deployed it since, then it is not deployed again; see `probe-unknown-hosts.ts`.
 * - Leases and their epochs: a worker that still holds one writes nothing.
 * - Sessions: whoever was signed out, removed or given less since would be in as before, so everybody signs in again.
 * - The automation is halted: a person looks at what has become of the fleet before another rollout starts.
 */
export async function doubtWhatWasRestored(client: pg.Client, { takenAt }: BackupManifest): Promise<void> {
  await client.query(
    `UPDATE "HostDeploy" d SET state = 'unknown', probes = 0, "nextProbeAt" = clock_timestamp(), "endedAt" = NULL,
       reason = 'Restored from a backup: what has become of this host since is not known yet.',
       -- A number that nobody was given: what is higher began since, what is lower before.
       fence = CASE WHEN d.state = 'queued' THEN h.fence + 1 ELSE COALESCE(d.fence, h.fence) END
     FROM "Host" h, "Rollout" r
     WHERE h.id = d."hostId" AND r.id = d."rolloutId" AND NOT r.state = ANY($1)
       AND d.state IN ('queued', 'running', 'succeeded', 'unknown')
       AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n
         WHERE n."rolloutId" = d."rolloutId" AND n."hostId" = d."hostId" AND n.attempt > d.attempt)
       -- With pipelining a later rollout may have had the host by then: its deploy is the one to ask about
       AND NOT EXISTS (SELECT 1 FROM "HostDeploy" o
         WHERE o."hostId" = d."hostId" AND o."rolloutId" > d."rolloutId" AND o."startedAt" IS NOT NULL)`,
    [finalRolloutStates],
  );
  await client.query(`
    UPDATE "Host" SET fence = GREATEST(fence, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint) + 3600000000,
      "currentRevision" = NULL, "currentSince" = clock_timestamp(), "doubtedSince" = clock_timestamp(),
      "reachedAt" = NULL, "unreachableSince" = NULL, "unreachableReason" = NULL`);
  await client.query(`
    WITH ended AS (UPDATE "HostRevision" SET until = GREATEST(since, clock_timestamp()) WHERE until IS NULL
      RETURNING "hostId", until)
    INSERT INTO "HostRevision" ("hostId", revision, since) SELECT "hostId", NULL, until FROM ended`);
  await client.query(`
    UPDATE "Rollout" SET "leaseOwner" = NULL, "leaseExpiresAt" = NULL, "leaseEpoch" = "leaseEpoch" + 1000000`);
  await client.query(`UPDATE "SourceStream" SET "heldBy" = NULL, "heldUntil" = NULL, "connectedSince" = NULL`);
  await client.query(`DELETE FROM "WorkerProcess"`);
  await client.query(`DELETE FROM "Session"`);
  await client.query(`DELETE FROM "ProviderAccess"`);
  await haltEverything(client, takenAt);
  await skipNumbers(client);
}

async function haltEverything(client: pg.Client, takenAt: string): Promise<void> {
  const reason = `Restored from a backup of ${takenAt}: what was landed, tested and deployed since is not known. Look at the fleet, then resume.`;
  await client.query(
    `WITH halted AS (
       UPDATE "Project" SET "haltedAt" = COALESCE("haltedAt", clock_timestamp()),
         "haltReason" = CASE WHEN "haltedAt" IS NULL THEN $1::text ELSE concat($1::text, ' It was halted before: ', "haltReason") END,
         "fetchTriedAt" = NULL, "hostsAskedAt" = NULL
       RETURNING id)
     INSERT INTO "ProjectEvent" ("projectId", event, "actorKind", "actorName", reason)
       SELECT id, 'halted', 'system', 'sauron', $1::text FROM halted`,
    [reason],
  );
}

/** What was handed out after the backup, in a link, a job or an open page, names nothing, rather than something else. */
async function skipNumbers(client: pg.Client): Promise<void> {
  await client.query(`
    SELECT setval(c.oid::regclass, nextval(c.oid::regclass) + CASE c.relname WHEN 'view_seq' THEN 1000000000 ELSE 100000 END)
    FROM pg_class c WHERE c.relkind = 'S' AND c.relnamespace = current_schema()::regnamespace`);
}

/** Nobody has the key of the stored secrets: each sender is given a new one, and its API a new token. */
export async function forgetSecrets(client: pg.Client): Promise<void> {
  await client.query(`
    UPDATE "Source" SET secrets = '[]', api = CASE WHEN jsonb_typeof(api) = 'object' THEN api || '{"token": null}' END`);
}

/** One entry at the end of the audit, as `appendAuditEntry` writes it. */
export async function noteRestore(client: pg.Client, manifest: BackupManifest, by: string): Promise<void> {
  const { rows } = await client.query<{ at: Date; id: number | null; hash: string | null }>(`
    SELECT clock_timestamp()::timestamptz(3) AS at, last.id, last.hash
    FROM (SELECT 1) AS one LEFT JOIN (SELECT id, hash FROM "AuditEntry" ORDER BY id DESC LIMIT 1) AS last ON true`);
  const [last] = rows;
  if (!last) throw new Error("the end of the audit cannot be read");
  const fact: AuditFact = {
    actor: { kind: "user", name: by },
    action: "restoreBackup" satisfies AuditedAct,
    project: null,
    target: `backup of ${manifest.takenAt}`,
    outcome: "done",
    reason: null,
    details: null,
    requestId: null,
    address: null,
    actedAt: null,
  };
  const entry = { ...fact, id: (last.id ?? 0) + 1, at: last.at, previousHash: last.hash ?? noEntryBefore };
  await client.query(
    `INSERT INTO "AuditEntry" (id, at, "actorKind", "actorName", action, target, outcome, "previousHash", hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      entry.id,
      entry.at,
      entry.actor.kind,
      entry.actor.name,
      entry.action,
      entry.target,
      entry.outcome,
      entry.previousHash,
      hashAuditEntry(entry),
    ],
  );
}
