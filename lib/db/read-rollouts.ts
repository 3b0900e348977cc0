import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { HostCounts } from "@/lib/domain/rollout/snapshot";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import { Prisma, type RolloutEvent } from "./generated/client";
import type { RolloutRow } from "./rollouts";
import type { StageRow } from "./stages";
import type { Tx } from "./transaction";

const finalStates = () => Prisma.join([...finalRolloutStates]);

/** Columns of a rollout row that screens need; the policy is large, so only the parts that are shown are read. */
const columns = Prisma.sql`id, "projectId", number, kind, "fromRevision", "toRevision", "commitCount", state, "stageIndex",
  "holdReason", "failureReason", "startedByKind", "startedByName", "decisionId", "abortRequestedAt", "abortRequestedBy",
  question, "approvedBy", "approvedAt", "approvalReason", "nextLogLine", "createdAt", "startedAt", "endedAt", (policy->>'hostFailureBudget')::float8 AS "failurePercent"`;

export type RolloutFactsRow = Pick<
  RolloutRow,
  | "id"
  | "projectId"
  | "number"
  | "kind"
  | "fromRevision"
  | "toRevision"
  | "commitCount"
  | "state"
  | "stageIndex"
  | "holdReason"
  | "failureReason"
  | "startedByKind"
  | "startedByName"
  | "decisionId"
  | "abortRequestedAt"
  | "abortRequestedBy"
  | "question"
  | "approvedBy"
  | "approvedAt"
  | "approvalReason"
  | "nextLogLine"
  | "createdAt"
  | "startedAt"
  | "endedAt"
> & { failurePercent: number | null };

/** Rollouts of a project before a number, newest first; `which` picks those in flight or those that have ended. */
export async function listRolloutFacts(
  tx: Tx,
  want: {
    projectId: number;
    which: "all" | "unfinished" | "ended" | "succeeded";
    before: number | null;
    limit: number;
  },
): Promise<RolloutFactsRow[]> {
  const which = {
    all: Prisma.sql`TRUE`,
    unfinished: Prisma.sql`state NOT IN (${finalStates()})`,
    ended: Prisma.sql`state IN (${finalStates()})`,
    succeeded: Prisma.sql`state = 'succeeded'`,
  }[want.which];
  return tx.$queryRaw<RolloutFactsRow[]>`
    SELECT ${columns} FROM "Rollout"
    WHERE "projectId" = ${want.projectId} AND ${which} AND number < ${want.before ?? 2_147_483_647}
    ORDER BY number DESC LIMIT ${want.limit}`;
}

export async function findRolloutFacts(
  tx: Tx,
  rollout: { projectId: number; number: number },
): Promise<RolloutFactsRow | null> {
  const [row] = await tx.$queryRaw<RolloutFactsRow[]>`
    SELECT ${columns} FROM "Rollout" WHERE "projectId" = ${rollout.projectId} AND number = ${rollout.number}`;
  return row ?? null;
}

export type StageFactsRow = StageRow & { hosts: HostCounts };

/** Stages of several rollouts in order, each with its hosts by the state of their newest attempt. */
export async function listStageFacts(tx: Tx, rolloutIds: number[]): Promise<StageFactsRow[]> {
  if (rolloutIds.length === 0) return [];
  const rows = await tx.$queryRaw<(StageRow & HostCounts)[]>`
    SELECT s.*, n.* FROM "Stage" s CROSS JOIN LATERAL (
      SELECT count(*)::int AS total,
        count(*) FILTER (WHERE state = 'queued')::int AS queued, count(*) FILTER (WHERE state = 'running')::int AS running,
        count(*) FILTER (WHERE state = 'succeeded')::int AS succeeded, count(*) FILTER (WHERE state = 'failed')::int AS failed,
        count(*) FILTER (WHERE state = 'skipped')::int AS skipped, count(*) FILTER (WHERE state = 'unknown')::int AS unknown
      FROM "HostDeploy" d WHERE d."stageId" = s.id AND NOT EXISTS (SELECT 1 FROM "HostDeploy" later
        WHERE later."rolloutId" = d."rolloutId" AND later."hostId" = d."hostId" AND later.attempt > d.attempt)
    ) n
    WHERE s."rolloutId" IN (${Prisma.join(rolloutIds)}) ORDER BY s."rolloutId", s.index`;
  return rows.map(({ total, queued, running, succeeded, failed, skipped, unknown, ...stage }) => ({
    ...stage,
    verdict: stage.verdict as CanaryVerdictView | null,
    hosts: { total, queued, running, succeeded, failed, skipped, unknown },
  }));
}

/** Median length of the last ten succeeded rollouts in seconds; null before there is one. */
export async function readUsualDuration(tx: Tx, projectId: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<[{ seconds: number | null }]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM "endedAt" - "startedAt")) AS seconds
    FROM (SELECT "startedAt", "endedAt" FROM "Rollout" WHERE "projectId" = ${projectId} AND state = 'succeeded'
      AND "startedAt" IS NOT NULL ORDER BY number DESC LIMIT 10) newest`;
  return row.seconds;
}

export type RolloutEventRow = RolloutEvent;

export type HostDeployFactsRow = {
  host: string;
  stage: number;
  labels: Record<string, string>;
  state: "queued" | "running" | "succeeded" | "failed" | "skipped" | "unknown";
  attempt: number;
  step: string | null;
  exitCode: number | null;
  reason: string | null;
  lastErrorLine: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  currentRevision: string | null;
};

/** The newest attempt on each host of a rollout, in the order hosts are taken. */
export async function listHostDeployFacts(tx: Tx, rolloutId: number): Promise<HostDeployFactsRow[]> {
  return tx.$queryRaw<HostDeployFactsRow[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (d."hostId") h.name AS host, s.index AS stage, h.labels, d.state, d.attempt, d.step, d."exitCode",
        d.reason, d."lastErrorLine", d."startedAt", d."endedAt", h."currentRevision", h.id AS "hostId"
      FROM "HostDeploy" d JOIN "Host" h ON h.id = d."hostId" JOIN "Stage" s ON s.id = d."stageId"
      WHERE d."rolloutId" = ${rolloutId} ORDER BY d."hostId", d.attempt DESC
    ) newest ORDER BY stage, "hostId"`;
}

export async function listRolloutEvents(tx: Tx, rolloutId: number): Promise<RolloutEvent[]> {
  return tx.rolloutEvent.findMany({ where: { rolloutId }, orderBy: { id: "asc" } });
}

export async function findDecisionSentence(tx: Tx, id: number): Promise<string | null> {
  const row = await tx.decision.findUnique({ where: { id }, select: { sentence: true } });
  return row?.sentence ?? null;
}

/** The last word of the workers that have hosts of a rollout in hand, when it is older than `seconds`; null otherwise. */
export async function findSilentWorker(tx: Tx, rolloutId: number, seconds: number): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ beatAt: Date | null }[]>`
    SELECT min(w."beatAt") AS "beatAt" FROM "HostDeploy" d JOIN "WorkerProcess" w ON w.id = d."workerId"
    WHERE d."rolloutId" = ${rolloutId} AND d.state = 'running'
      AND w."beatAt" <= clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
  return row?.beatAt ?? null;
}
