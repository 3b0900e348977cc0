import { Prisma } from "./generated/client";
import { recordHostRevisions } from "./host-revisions";
import { lockRollout } from "./lock-rollout";
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
  /** The same within the stage; null = it has no limit of its own. */
  allowedStageFailures: number | null;
};

/** A later rollout has deployed the host of the deploy `d`: what is older does not follow. */
export const isOvertaken = Prisma.sql`
  EXISTS (SELECT 1 FROM "HostDeploy" o
    WHERE o."hostId" = d."hostId" AND o."rolloutId" > d."rolloutId" AND o."startedAt" IS NOT NULL)`;

/**
 * Takes queued hosts of a stage for this worker. One statement decides, under the lock of the rollout that an abort takes
 * too, so that two workers never take the same host, never exceed the stage's concurrency, and start none after an abort
 * or past the budget.
 */
export async function claimHostDeploys(tx: Tx, claim: Claim): Promise<ClaimedDeploy[]> {
  await lockRollout(tx, claim.rolloutId);
  await endOvertakenDeploys(tx, claim.stageId);
  return tx.$queryRaw<ClaimedDeploy[]>`
    WITH room AS (
      SELECT GREATEST(0, LEAST(${claim.limit}::int, ${claim.concurrency}::int
        - (SELECT count(*)::int FROM "HostDeploy" WHERE "stageId" = ${claim.stageId} AND state = 'running'))) AS places
    ), taken AS (
      SELECT d.id, d."hostId" FROM "HostDeploy" d JOIN "Rollout" r ON r.id = d."rolloutId"
      WHERE d."stageId" = ${claim.stageId} AND d.state = 'queued'
        AND r.state = 'deploying' -- it was stopped meanwhile
        -- a rollout ahead has not done with the host
        AND NOT EXISTS (SELECT 1 FROM "Rollout" p JOIN "HostDeploy" o ON o."rolloutId" = p.id AND o."hostId" = d."hostId"
          WHERE p."projectId" = r."projectId" AND p.id < r.id
            AND p.state NOT IN ('succeeded', 'failed', 'aborted', 'discarded')
            AND o.state IN ('queued', 'running', 'unknown'))
        AND NOT ${isOvertaken}
        -- the rollout ahead did not get through
        AND NOT EXISTS (SELECT 1 FROM "Rollout" p WHERE p."projectId" = r."projectId" AND p.id < r.id
          AND p.state IN ('failing', 'aborting', 'failed', 'aborted')
          AND (p."endedAt" IS NULL OR p."endedAt" > r."createdAt"))
        AND r."abortRequestedAt" IS NULL -- a person wants it stopped; counts from the moment it is recorded
        AND (SELECT count(*) FROM "HostDeploy" f WHERE f."rolloutId" = r.id AND f.state IN ('failed', 'unknown')
              AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n WHERE n."rolloutId" = f."rolloutId"
                AND n."hostId" = f."hostId" AND n.attempt > f.attempt)) <= ${claim.allowedFailures}
        AND (SELECT count(*) FROM "HostDeploy" f WHERE f."stageId" = d."stageId" AND f.state IN ('failed', 'unknown')
              AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n WHERE n."rolloutId" = f."rolloutId"
                AND n."hostId" = f."hostId" AND n.attempt > f.attempt))
          <= COALESCE(${claim.allowedStageFailures}::int, 2147483647)
      ORDER BY d.id LIMIT (SELECT places FROM room)
    ), fenced AS (
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

/** One more try that was queued just as a later rollout took its host has no turn any more, and would be waited for. */
async function endOvertakenDeploys(tx: Tx, stageId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "HostDeploy" d SET state = 'failed', "endedAt" = clock_timestamp(),
      reason = 'A later rollout deployed this host before it could be tried again.'
    WHERE d."stageId" = ${stageId} AND d.state = 'queued' AND ${isOvertaken}`;
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
  const rows = await tx.$queryRaw<{ hostId: number; rolloutId: number }[]>`
    UPDATE "HostDeploy" SET state = ${result.state}, step = COALESCE(${result.step}, step), "exitCode" = ${result.exitCode},
      reason = ${result.reason}, "lastErrorLine" = ${result.lastErrorLine},
      "endedAt" = CASE WHEN ${result.state} = 'unknown' THEN NULL ELSE clock_timestamp() END
    WHERE id = ${result.id}
      AND state = 'running' AND "workerId" = ${result.workerId} AND fence = ${result.fence} -- it was given up as lost
    RETURNING "hostId", "rolloutId"`;
  const [row] = rows;
  if (!row) return false;
  if (result.revision !== undefined) await recordHostRevisions(tx, [{ ...row, revision: result.revision }]);
  return true;
}

export async function recordDeployStep(tx: Tx, deploy: { id: number; workerId: string; step: string }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "HostDeploy" SET step = ${deploy.step}
    WHERE id = ${deploy.id} AND state = 'running' AND "workerId" = ${deploy.workerId} -- given up as lost`;
}

/** Hosts of a stage that nobody has started; they stay as they are. So do those that a restored backup leaves to be asked. */
export async function skipQueuedDeploys(tx: Tx, rolloutId: number, reason: string): Promise<void> {
  await tx.hostDeploy.updateMany({
    where: { rolloutId, OR: [{ state: "queued" }, { state: "unknown", startedAt: null }] },
    data: { state: "skipped", reason },
  });
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

/**
 * Every deploy of a rollout that is in the middle becomes unknown, and none of it is asked about any more: a person ends
 * it although nobody is heard of. Returns how many hosts are left unknown.
 */
export async function giveUpRollout(
  tx: Tx,
  { rolloutId, reason, maxProbes }: { rolloutId: number; reason: string; maxProbes: number },
): Promise<number> {
  await giveUpDeploys(tx, Prisma.sql`d."rolloutId" = ${rolloutId}`, reason);
  return tx.$executeRaw`
    UPDATE "HostDeploy" d SET probes = ${maxProbes}
    WHERE d."rolloutId" = ${rolloutId} AND d.state = 'unknown' AND d."startedAt" IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n WHERE n."rolloutId" = d."rolloutId" AND n."hostId" = d."hostId"
        AND n.attempt > d.attempt)`;
}

/** Makes running deploys unknown, and with them what their hosts run; they are asked next. */
async function giveUpDeploys(tx: Tx, which: Prisma.Sql, reason: string): Promise<void> {
  const given = await tx.$queryRaw<{ hostId: number; rolloutId: number; projectId: number }[]>`
    UPDATE "HostDeploy" d SET state = 'unknown', "nextProbeAt" = clock_timestamp(), reason = ${reason}
    FROM "Rollout" r
    WHERE d.state = 'running' AND r.id = d."rolloutId" AND ${which}
    RETURNING d."hostId", d."rolloutId", r."projectId"`;
  await recordHostRevisions(
    tx,
    given.map(({ hostId, rolloutId }) => ({ hostId, rolloutId, revision: null })),
  );
  const projects = new Map(given.map(({ rolloutId, projectId }) => [rolloutId, projectId]));
  for (const [rollout, project] of projects) await notifyChange(tx, { project, rollout });
}

export type UnknownDeploy = ClaimedDeploy & {
  stageId: number;
  /** Seconds since it was started; null = nobody has, as far as a restored backup knows. */
  age: number | null;
  /** The highest number that a deploy of this host can have been given. */
  highestFence: bigint;
};

/** Unknown hosts whose turn to be asked has come; taking them puts off the next turn, so two workers do not ask at once. */
export async function claimProbes(
  tx: Tx,
  rolloutId: number,
  limits: { maxProbes: number; everySeconds: number },
): Promise<UnknownDeploy[]> {
  return tx.$queryRaw<UnknownDeploy[]>`
    UPDATE "HostDeploy" d SET "nextProbeAt" = clock_timestamp() + make_interval(secs => ${limits.everySeconds})
    FROM "Host" h
    WHERE d."rolloutId" = ${rolloutId} AND d.state = 'unknown' AND h.id = d."hostId"
      AND d.probes < ${limits.maxProbes}
      AND COALESCE(d."nextProbeAt", '-infinity') <= clock_timestamp() -- another worker is asking
    RETURNING d.id, d."hostId", h.name AS "hostName", h.address, h.port, h."user", h."hostKeys", d.fence, d.attempt,
      d."stageId", extract(epoch FROM clock_timestamp() - d."startedAt")::float8 AS age, h.fence AS "highestFence"`;
}

/**
 * Counts a question that left a host as unknown as before. Only then: while the last one is on its way the host is still
 * being asked, and one that answers "still at work" is asked without end.
 */
export async function countProbe(tx: Tx, deploy: { id: number }): Promise<void> {
  await tx.$executeRaw`UPDATE "HostDeploy" SET probes = probes + 1 WHERE id = ${deploy.id} AND state = 'unknown'`;
}

/** Makes every unknown host of a rollout due to be asked now. */
export async function hurryProbes(tx: Tx, rolloutId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "HostDeploy" SET "nextProbeAt" = clock_timestamp() WHERE "rolloutId" = ${rolloutId} AND state = 'unknown'`;
}

/** Settles an unknown host by what it said. */
export async function settleUnknownDeploy(
  tx: Tx,
  deploy: { id: number; state: "succeeded" | "failed"; exitCode: number | null; reason: string | null; fence: bigint },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "HostDeploy" SET state = ${deploy.state}, "exitCode" = ${deploy.exitCode}, reason = ${deploy.reason},
      fence = ${deploy.fence}, "startedAt" = COALESCE("startedAt", clock_timestamp()), "endedAt" = clock_timestamp()
    WHERE id = ${deploy.id} AND state = 'unknown' -- another worker settled it`;
  return written > 0;
}

/** Gives a host its turn back that was never deployed: a restored backup could not know. False when it is settled already. */
export async function queueUnbegunDeploy(tx: Tx, deploy: { id: number }): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "HostDeploy" SET state = 'queued', reason = NULL, fence = NULL, probes = 0, "nextProbeAt" = NULL
    WHERE id = ${deploy.id} AND state = 'unknown' AND "startedAt" IS NULL -- another worker settled it`;
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
