import type { CanaryRule } from "@/lib/contracts/canary-policy";
import type { StagePolicy } from "@/lib/contracts/project-file";
import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { HostCounts } from "@/lib/domain/rollout/snapshot";
import { finalRolloutStates, type RolloutState } from "@/lib/domain/rollout/states";
import { Prisma, type RolloutEvent } from "./generated/client";
import type { RolloutRow } from "./rollouts";
import type { StageRow } from "./stages";
import type { Tx } from "./transaction";

const finalStates = () => Prisma.join([...finalRolloutStates]);

/** Columns of a rollout row that screens need; the policy is large, so only the parts that are shown are read. */
const columns = Prisma.sql`id, "projectId", number, kind, "fromRevision", "toRevision", "commitCount", state, "stageIndex",
  "holdReason", "failureReason", "startedByKind", "startedByName", "decisionId", "abortRequestedAt", "abortRequestedBy",
  question, "approvedBy", "approvedAt", "approvalReason", "nextLogLine", "createdAt", "startedAt", "endedAt", undoes,
  "thenRollBack", (SELECT max(b.number) FROM "Rollout" b WHERE b."projectId" = "Rollout"."projectId"
    AND b.undoes = "Rollout".number AND b.state <> 'discarded') AS "undoneBy", (policy->>'hostFailureBudget')::float8 AS "failurePercent",
  policy->'stages' AS "stageRules"`;

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
  | "undoes"
  | "thenRollBack"
> & { failurePercent: number | null; undoneBy: number | null; stageRules: StagePolicy[] | null };

/** Rollouts of a project before a number, newest first; `which` picks those in flight or those that have ended. */
export async function listRolloutFacts(
  tx: Tx,
  want: {
    projectId: number;
    which: "unfinished" | "ended" | "succeeded";
    before: number | null;
    limit: number;
  },
): Promise<RolloutFactsRow[]> {
  const which = {
    unfinished: Prisma.sql`state NOT IN (${finalStates()})`,
    ended: Prisma.sql`state IN (${finalStates()})`,
    succeeded: Prisma.sql`state = 'succeeded'`,
  }[want.which];
  return tx.$queryRaw<RolloutFactsRow[]>`
    SELECT ${columns} FROM "Rollout"
    WHERE "projectId" = ${want.projectId} AND ${which} AND number < ${want.before ?? 2_147_483_647}
    ORDER BY number DESC LIMIT ${want.limit}`;
}

/** What to look for in the rollouts of a project; null = anything. */
export type RolloutFilter = { state: RolloutState | "unfinished" | null; text: string | null };

/**
 * The same, narrowed: by state, and by a text that is the rollout's number, the beginning of a sha it brought, or part of
 * what was said about it, of who started it, or of its commits' authors and messages.
 */
export async function searchRolloutFacts(
  tx: Tx,
  want: RolloutFilter & { projectId: number; before: number | null; limit: number },
): Promise<RolloutFactsRow[]> {
  const text = want.text?.trim().toLowerCase() ?? "";
  const digits = /^#?([1-9]\d{0,8})$/.exec(text)?.[1];
  const says = (column: Prisma.Sql) => Prisma.sql`strpos(lower(${column}), ${text}) > 0`;
  return tx.$queryRaw<RolloutFactsRow[]>`
    SELECT ${columns} FROM "Rollout"
    WHERE "projectId" = ${want.projectId} AND number < ${want.before ?? 2_147_483_647}
      AND (${want.state}::text IS NULL OR state = ${want.state}
        OR (${want.state} = 'unfinished' AND state NOT IN (${finalStates()})))
      AND (${text} = '' OR number = ${digits ? Number(digits) : -1} OR starts_with("toRevision", ${text})
        OR ${says(Prisma.sql`"startedByName"`)} OR ${says(Prisma.sql`"failureReason"`)}
        OR ${says(Prisma.sql`"approvalReason"`)} OR EXISTS (
          SELECT 1 FROM "Commit" t LEFT JOIN "Commit" f ON f."projectId" = t."projectId" AND f.sha = "Rollout"."fromRevision"
          JOIN "Commit" c ON c."projectId" = t."projectId"
            AND c.position > LEAST(COALESCE(f.position, t.position - "Rollout"."commitCount"), t.position)
            AND c.position <= GREATEST(COALESCE(f.position, t.position), t.position)
          WHERE t."projectId" = "Rollout"."projectId" AND t.sha = "Rollout"."toRevision"
            AND (starts_with(c.sha, ${text}) OR ${says(Prisma.sql`c.author`)} OR ${says(Prisma.sql`c.message`)})))
    ORDER BY number DESC LIMIT ${want.limit}`;
}

/** Rollouts that did something after `from` and began no later than `to`, newest first. */
export async function listRolloutFactsBetween(
  tx: Tx,
  want: { projectId: number; from: Date; to: Date; limit: number },
): Promise<RolloutFactsRow[]> {
  return tx.$queryRaw<RolloutFactsRow[]>`
    SELECT ${columns} FROM "Rollout"
    WHERE "projectId" = ${want.projectId} AND "startedAt" <= ${want.to}
      AND ("endedAt" IS NULL OR "endedAt" > ${want.from})
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
    SELECT s.id, s."rolloutId", s.index, s.name, s."startedAt", s."deployedAt", s."bakeUntil", s."passedAt",
      s."sampledAt", s.verdict, s."createdAt", n.* FROM "Stage" s CROSS JOIN LATERAL (
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

/** How long rollouts of a kind take, in seconds: half of the last ten took at most `median`, all of them at most `slowest`. */
export type UsualDuration = { median: number; slowest: number };

/** Of the last ten succeeded rollbacks, or of other rollouts; null before there is one. */
export async function readUsualDuration(
  tx: Tx,
  { projectId, ofRollbacks }: { projectId: number; ofRollbacks: boolean },
): Promise<UsualDuration | null> {
  const [row] = await tx.$queryRaw<[{ median: number | null; slowest: number | null }]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, max(seconds)::float8 AS slowest
    FROM (SELECT extract(epoch FROM "endedAt" - "startedAt")::float8 AS seconds FROM "Rollout"
      WHERE "projectId" = ${projectId} AND state = 'succeeded' AND (kind = 'rollback') = ${ofRollbacks}
        AND "startedAt" IS NOT NULL ORDER BY number DESC LIMIT 10) newest`;
  return row.median === null || row.slowest === null ? null : { median: row.median, slowest: row.slowest };
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
  /** It is unknown, and the host is still being asked how it ended. */
  isAsked: boolean;
};

/** The newest attempt on each host of a rollout, in the order hosts are taken. */
export async function listHostDeployFacts(tx: Tx, rolloutId: number, maxProbes: number): Promise<HostDeployFactsRow[]> {
  return tx.$queryRaw<HostDeployFactsRow[]>`
    SELECT host, stage, labels, state, attempt, step, "exitCode", reason, "lastErrorLine", "startedAt", "endedAt",
      "currentRevision", "isAsked" FROM (
      SELECT DISTINCT ON (d."hostId") h.name AS host, s.index AS stage, h.labels, d.state, d.attempt, d.step, d."exitCode",
        d.reason, d."lastErrorLine", d."startedAt", d."endedAt", h."currentRevision",
        d.state = 'unknown' AND d.probes < ${maxProbes} AS "isAsked", min(d.id) OVER (PARTITION BY d."hostId") AS first
      FROM "HostDeploy" d JOIN "Host" h ON h.id = d."hostId" JOIN "Stage" s ON s.id = d."stageId"
      WHERE d."rolloutId" = ${rolloutId} ORDER BY d."hostId", d.attempt DESC
    ) newest ORDER BY stage, first`;
}

/** Names of the hosts whose newest attempt is in a stage. */
export async function listStageHosts(tx: Tx, rolloutId: number, stage: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ host: string }[]>`
    SELECT h.name AS host FROM (
      SELECT DISTINCT ON ("hostId") "hostId", "stageId" FROM "HostDeploy"
      WHERE "rolloutId" = ${rolloutId} ORDER BY "hostId", attempt DESC
    ) newest JOIN "Host" h ON h.id = newest."hostId" JOIN "Stage" s ON s.id = newest."stageId"
    WHERE s.name = ${stage}`;
  return rows.map((row) => row.host);
}

export async function listRolloutEvents(tx: Tx, rolloutId: number): Promise<RolloutEvent[]> {
  return tx.rolloutEvent.findMany({ where: { rolloutId }, orderBy: { id: "asc" } });
}

export async function findDecisionSentence(tx: Tx, id: number): Promise<string | null> {
  const row = await tx.decision.findUnique({ where: { id }, select: { sentence: true } });
  return row?.sentence ?? null;
}

/** The version of the project file by whose rules a rollout goes, and what they say of its canary. */
export async function findRolloutFile(
  tx: Tx,
  id: number,
): Promise<{ policyRevision: number; rules: CanaryRule[] | null } | null> {
  const [row] = await tx.$queryRaw<{ policyRevision: number; rules: CanaryRule[] | null }[]>`
    SELECT "policyRevision", policy->'canary'->'rules' AS rules FROM "Rollout" WHERE id = ${id}`;
  return row ?? null;
}

/** The last word of the workers that have hosts of a rollout in hand, when it is older than `seconds`; null otherwise. */
export async function findSilentWorker(tx: Tx, rolloutId: number, seconds: number): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ beatAt: Date | null }[]>`
    SELECT min(w."beatAt") AS "beatAt" FROM "HostDeploy" d JOIN "WorkerProcess" w ON w.id = d."workerId"
    WHERE d."rolloutId" = ${rolloutId} AND d.state = 'running'
      AND w."beatAt" <= clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
  return row?.beatAt ?? null;
}
