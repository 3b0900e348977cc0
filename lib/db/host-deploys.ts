import { Prisma } from "./generated/client";
import { notifyChange } from "./notify";
import type { Tx } from "./transaction";
import { workerIsLost } from "./workers";

/** A host deploy a worker has taken, with what it needs to reach the host. */
export type ClaimedDeploy = {
  id: number;
  hostId: number;
  hostName: string;
  address: string;
  port: number;
  user: string;
  hostKeys: string[];
  fence: bigint;
  attempt: number;
};

export type Claim = {
  rolloutId: number;
  stageId: number;
  workerId: string;
  /** At most so many, and never more running in the stage than `concurrency`. */
  limit: number;
  concurrency: number;
  /** Failed and unknown hosts the rollout may have before no further host is started. */
  allowedFailures: number;
};

/**
 * Takes queued hosts of a stage for this worker. One statement decides, under a lock of the stage, so that two workers
 * never take the same host, never exceed the stage's concurrency, and start none after an abort or past the budget.
 */
export async function claimHostDeploys(tx: Tx, claim: Claim): Promise<ClaimedDeploy[]> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(1, ${claim.stageId}::int)`;
  return tx.$queryRaw<ClaimedDeploy[]>`
    WITH room AS (
      SELECT GREATEST(0, LEAST(${claim.limit}::int, ${claim.concurrency}::int
        - (SELECT count(*)::int FROM "HostDeploy" WHERE "stageId" = ${claim.stageId} AND state = 'running'))) AS places
    ), taken AS (
      SELECT d.id, d."hostId" FROM "HostDeploy" d JOIN "Rollout" r ON r.id = d."rolloutId"
      WHERE d."stageId" = ${claim.stageId} AND d.state = 'queued'
        AND r.state = 'deploying' -- it was stopped meanwhile
        AND r."abortRequestedAt" IS NULL -- a person wants it stopped; counts from the moment it is recorded
        AND (SELECT count(*) FROM "HostDeploy" f WHERE f."rolloutId" = r.id AND f.state IN ('failed', 'unknown')
              AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n WHERE n."rolloutId" = f."rolloutId"
                AND n."hostId" = f."hostId" AND n.attempt > f.attempt)) <= ${claim.allowedFailures}
      ORDER BY d.id LIMIT (SELECT places FROM room)
    )    , fenced AS (
      -- Microseconds of the clock, so that hosts also take the numbers of a database that was restored or made anew
      UPDATE "Host" h SET fence = GREATEST(h.fence + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
      FROM taken WHERE h.id = taken."hostId"
      RETURNING h.id, h.name, h.address, h.port, h."user", h."hostKeys", h.fence
    )
    UPDATE "HostDeploy" d SET state = 'running', "workerId" = ${claim.workerId}, fence = h.fence,
      "startedAt" = clock_timestamp()
    FROM taken, fenced h
    WHERE d.id = taken.id AND h.id = d."hostId"
    RETURNING d.id, d."hostId", h.name AS "hostName", h.address, h.port, h."user", h."hostKeys", d.fence, d.attempt`;
}

export type DeployResult = {
  id: number;
  workerId: string;
  fence: bigint;
  state: "succeeded" | "failed" | "skipped" | "unknown";
  step: string | null;
  exitCode: number | null;
  reason: string | null;
  lastErrorLine: string | null;
  /** What the host runs now: null = nobody can tell, undefined = nothing has changed on it. */
  revision: string | null | undefined;
};

/** Stores how a host deploy ended. Returns false when it is no longer this worker's: it was given up as lost. */
export async function settleHostDeploy(tx: Tx, result: DeployResult): Promise<boolean> {
  const rows = await tx.$queryRaw<{ hostId: number }[]>`
    UPDATE "HostDeploy" SET state = ${result.state}, step = COALESCE(${result.step}, step), "exitCode" = ${result.exitCode},
      reason = ${result.reason}, "lastErrorLine" = ${result.lastErrorLine},
      "endedAt" = CASE WHEN ${result.state} = 'unknown' THEN NULL ELSE clock_timestamp() END
    WHERE id = ${result.id}
      AND state = 'running' AND "workerId" = ${result.workerId} AND fence = ${result.fence} -- it was given up as lost
    RETURNING "hostId"`;
  const [row] = rows;
  if (!row) return false;
  if (result.revision !== undefined) await recordHostRevision(tx, row.hostId, result.revision);
  return true;
}

/** Notes what a host says it runs, and since when; null = nobody can tell. */
export async function recordHostRevision(tx: Tx, hostId: number, revision: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Host" SET "currentSince" = CASE WHEN "currentRevision" IS DISTINCT FROM ${revision} THEN clock_timestamp()
        ELSE "currentSince" END, "currentRevision" = ${revision}
    WHERE id = ${hostId}`;
}

export async function recordDeployStep(tx: Tx, deploy: { id: number; workerId: string; step: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "HostDeploy" SET step = ${deploy.step}
    WHERE id = ${deploy.id} AND state = 'running' AND "workerId" = ${deploy.workerId} -- given up as lost`;
}

/** Hosts of a stage that nobody has started; they stay as they are. */
export async function skipQueuedDeploys(tx: Tx, rolloutId: number, reason: string): Promise<void> {
  await tx.hostDeploy.updateMany({ where: { rolloutId, state: "queued" }, data: { state: "skipped", reason } });
}

/** Deploys whose worker is lost become unknown: nobody knows how they went. */
export async function giveUpLostDeploys(tx: Tx, by: { workerId: string; seconds: number }): Promise<void> {
  const isLost = workerIsLost(Prisma.sql`d."workerId"`, by);
  await giveUpDeploys(tx, isLost, "The worker that deployed this host fell silent.");
}

/**
 * Deploys that count as this worker's but are not in its hands, taken more than `seconds` ago, become unknown: the
 * answer to its claim was lost on the way, or what came of it could not be stored.
 */
export async function giveUpForgottenDeploys(
  tx: Tx,
  worker: { id: string; inHand: number[]; seconds: number },
): Promise<void> {
  await giveUpDeploys(
    tx,
    Prisma.sql`
      d."workerId" = ${worker.id} AND NOT d.id = ANY(${worker.inHand}::int[])
      AND d."startedAt" < clock_timestamp() - make_interval(secs => ${worker.seconds}) -- its claim may be on the way
    `,
    "The worker that took this host lost sight of it.",
  );
}

/** Makes running deploys unknown, and with them what their hosts run; they are asked next. */
async function giveUpDeploys(tx: Tx, which: Prisma.Sql, reason: string): Promise<void> {
  const rows = await tx.$queryRaw<{ rolloutId: number; projectId: number }[]>`
    WITH given AS (
      UPDATE "HostDeploy" d SET state = 'unknown', "nextProbeAt" = clock_timestamp(), reason = ${reason}
      WHERE d.state = 'running' AND ${which}
      RETURNING d."rolloutId", d."hostId"
    ), forgotten AS (
      UPDATE "Host" h SET "currentRevision" = NULL, "currentSince" = clock_timestamp()
      FROM given WHERE h.id = given."hostId"
    )
    SELECT DISTINCT r.id AS "rolloutId", r."projectId" FROM given JOIN "Rollout" r ON r.id = given."rolloutId"`;
  for (const { rolloutId, projectId } of rows) await notifyChange(tx, { project: projectId, rollout: rolloutId });
}

export type UnknownDeploy = ClaimedDeploy & {
  stageId: number;
  probes: number;
  /** Seconds since it was started. */
  age: number;
};

/** Unknown hosts whose turn to be asked has come; taking them puts off the next turn, so two workers do not ask at once. */
export async function claimProbes(
  tx: Tx,
  rolloutId: number,
  limits: { maxProbes: number; everySeconds: number },
): Promise<UnknownDeploy[]> {
  return tx.$queryRaw<UnknownDeploy[]>`
    UPDATE "HostDeploy" d SET probes = probes + 1,
      "nextProbeAt" = clock_timestamp() + make_interval(secs => ${limits.everySeconds})
    FROM "Host" h
    WHERE d."rolloutId" = ${rolloutId} AND d.state = 'unknown' AND h.id = d."hostId"
      AND d.probes < ${limits.maxProbes}
      AND COALESCE(d."nextProbeAt", '-infinity') <= clock_timestamp() -- another worker is asking
    RETURNING d.id, d."hostId", h.name AS "hostName", h.address, h.port, h."user", h."hostKeys", d.fence, d.attempt,
      d."stageId", d.probes, extract(epoch FROM clock_timestamp() - d."startedAt")::float8 AS age`;
}

/** A host that answered "still at work" is asked again without end: this question does not count. */
export async function uncountProbe(tx: Tx, deploy: { id: number }): Promise<void> {
  await tx.$executeRaw`UPDATE "HostDeploy" SET probes = GREATEST(0, probes - 1) WHERE id = ${deploy.id} AND state = 'unknown'`;
}

/** Makes every unknown host of a rollout due to be asked now. */
export async function hurryProbes(tx: Tx, rolloutId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "HostDeploy" SET "nextProbeAt" = clock_timestamp() WHERE "rolloutId" = ${rolloutId} AND state = 'unknown'`;
}

/** Settles an unknown host by what it said. */
export async function settleUnknownDeploy(
  tx: Tx,
  deploy: { id: number; state: "succeeded" | "failed"; exitCode: number | null; reason: string | null },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "HostDeploy" SET state = ${deploy.state}, "exitCode" = ${deploy.exitCode}, reason = ${deploy.reason},
      "endedAt" = clock_timestamp()
    WHERE id = ${deploy.id} AND state = 'unknown' -- another worker settled it`;
  return written > 0;
}

/** Queues one more try for a host. Does nothing when that attempt exists already. */
export async function queueNextAttempt(tx: Tx, deploy: { id: number }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "HostDeploy" ("rolloutId", "stageId", "hostId", attempt, state)
    SELECT "rolloutId", "stageId", "hostId", attempt + 1, 'queued' FROM "HostDeploy" WHERE id = ${deploy.id}
    ON CONFLICT ("rolloutId", "hostId", attempt) DO NOTHING`;
}

export type StageCounts = {
  stageId: number;
  state: string;
  hosts: number;
  /** Of the unknown ones, those still being asked. */
  open: number;
};

/** Hosts of a rollout by stage and state of their newest attempt. */
export async function countStageHosts(tx: Tx, rolloutId: number, maxProbes: number): Promise<StageCounts[]> {
  return tx.$queryRaw<StageCounts[]>`
    SELECT "stageId", state, count(*)::int AS hosts,
      count(*) FILTER (WHERE state = 'unknown' AND probes < ${maxProbes})::int AS open
    FROM (
      SELECT DISTINCT ON ("hostId") "stageId", state, probes FROM "HostDeploy"
      WHERE "rolloutId" = ${rolloutId} ORDER BY "hostId", attempt DESC
    ) newest
    GROUP BY "stageId", state`;
}

/** Number of hosts of each stage of a rollout. */
export async function countRolloutHosts(tx: Tx, rolloutId: number): Promise<Map<number, number>> {
  const rows = await tx.$queryRaw<{ stageId: number; hosts: number }[]>`
    SELECT "stageId", count(DISTINCT "hostId")::int AS hosts FROM "HostDeploy"
    WHERE "rolloutId" = ${rolloutId} GROUP BY "stageId"`;
  return new Map(rows.map((row) => [row.stageId, row.hosts]));
}
