import type { Policy } from "@/lib/contracts/project-file";
import type { RollBackWish } from "@/lib/domain/rollback/roll-back-wish";
import { isPipelined } from "@/lib/domain/rollout/is-pipelined";
import type { RolloutQuestion } from "@/lib/domain/rollout/questions";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { Prisma, type Rollout } from "./generated/client";
import { lockRollout } from "./lock-rollout";
import { notifyChange } from "./notify";
import { openPolicy, sealPolicy } from "./sealed-policy";
import type { Tx } from "./transaction";

/** Somebody or something that causes an event. */
export type Actor = { kind: "user" | "automation" | "api" | "system"; name: string };

export type RolloutKind = "forward" | "backlog" | "rollback";

export type RolloutRow = Omit<Rollout, "policy" | "state" | "question" | "kind" | "thenRollBack"> & {
  policy: Policy;
  state: RolloutState;
  question: RolloutQuestion | null;
  kind: RolloutKind;
  thenRollBack: RollBackWish | null;
};

export type NewRollout = {
  projectId: number;
  kind: RolloutKind;
  fromRevision: string | null;
  toRevision: string;
  commitCount: number;
  /** Number of the rollout that a rollback takes back. */
  undoes?: number;
  startedBy: Actor;
  /** Why a person started it. */
  reason?: string | null;
  policy: Policy;
  policyRevision: number;
  decisionId: number | null;
  /** A proposal waits for a person's yes; left out = it starts as soon as a worker takes it. */
  state?: "proposed" | "pending";
  /** Stages in order, with the ids of their hosts in the order they are taken. */
  stages: { name: string; hostIds: number[] }[];
};

/**
 * Stores a rollout with its stages and one queued deploy for each host.
 * Returns null when the project already has an unfinished one; a partial unique index stands behind this look.
 */
export async function insertRollout(tx: Tx, rollout: NewRollout): Promise<RolloutRow | null> {
  const { stages, startedBy, policy, state = "pending", reason = null, ...columns } = rollout;
  // The row lock serialises both the look and the serial number.
  const [project] = await tx.$queryRaw<{ number: number }[]>`
    UPDATE "Project" SET "nextRollout" = "nextRollout" + 1
    WHERE id = ${rollout.projectId}
      AND NOT EXISTS (SELECT 1 FROM "Rollout" WHERE "projectId" = ${rollout.projectId}
        AND state NOT IN (${Prisma.join([...finalRolloutStates])}) -- one is under way
        -- with pipelining only one in the first stage is in the way, or one behind which everything fails
        AND (NOT ${isPipelined(rollout)} OR slot = 0 OR state IN ('failing', 'aborting')))
    RETURNING "nextRollout" - 1 AS number`;
  if (!project) return null;
  const row = await tx.rollout.create({
    data: {
      ...columns,
      number: project.number,
      state,
      question: state === "proposed" ? "commit" : null,
      startedByKind: startedBy.kind,
      startedByName: startedBy.name,
      policy: sealPolicy(policy) as unknown as Prisma.InputJsonValue,
      stages: { create: stages.map((stage, index) => ({ index, name: stage.name })) },
    },
    include: { stages: true },
  });
  const stageIds = new Map(row.stages.map((stage) => [stage.index, stage.id]));
  await tx.hostDeploy.createMany({
    data: stages.flatMap((stage, index) =>
      stage.hostIds.map((hostId) => ({
        rolloutId: row.id,
        stageId: stageIds.get(index) as number,
        hostId,
        state: "queued",
      })),
    ),
  });
  await tx.rolloutEvent.create({
    data: {
      rolloutId: row.id,
      event: "created",
      to: state,
      actorKind: startedBy.kind,
      actorName: startedBy.name,
      reason,
    },
  });
  await notifyChange(tx, { project: row.projectId, rollout: row.id });
  return toRolloutRow(row);
}

/** The number the next rollout of a project gets. */
export async function readNextNumber(tx: Tx, projectId: number): Promise<number> {
  const { nextRollout } = await tx.project.findUniqueOrThrow({
    where: { id: projectId },
    select: { nextRollout: true },
  });
  return nextRollout;
}

export async function findRollout(tx: Tx, id: number): Promise<RolloutRow | null> {
  const row = await tx.rollout.findUnique({ where: { id } });
  return row && toRolloutRow(row);
}

/** Ids of every rollout that has not ended. */
export async function listUnfinishedRollouts(tx: Tx): Promise<{ id: number; projectId: number }[]> {
  return tx.rollout.findMany({
    where: { state: { notIn: [...finalRolloutStates] } },
    select: { id: true, projectId: true },
    orderBy: { id: "asc" },
  });
}

export type Transition = {
  rollout: Pick<RolloutRow, "id" | "projectId" | "version"> & { state: RolloutState };
  to: RolloutState;
  event: RolloutEventName;
  actor: Actor;
  reason: string | null;
  /** Epoch of the lease the writer holds. */
  epoch: number;
  /** Columns that change with the state. */
  set: {
    stageIndex?: number;
    /** The stage it enters, where only one rollout may be in each. */
    slot?: number;
    holdReason?: string | null;
    failureReason?: string;
    /** What it waits for a person to answer in the new state. */
    question?: RolloutQuestion | null;
  };
};

/**
 * Moves a rollout to another state and records the event, or returns false when somebody else was first: then nothing
 * was written and the caller reads again.
 */
export async function applyTransition(tx: Tx, change: Transition): Promise<boolean> {
  const { rollout, set } = change;
  const ends = (finalRolloutStates as readonly string[]).includes(change.to);
  const written = await tx.$executeRaw`
    UPDATE "Rollout" SET
      state = ${change.to},
      version = version + 1,
      "stageIndex" = COALESCE(${set.stageIndex ?? null}::int, "stageIndex"),
      slot = COALESCE(${set.slot ?? null}::int, slot),
      "holdReason" = ${set.holdReason ?? null},
      question = ${set.question ?? null},
      "failureReason" = COALESCE(${set.failureReason ?? null}, "failureReason"),
      "startedAt" = CASE WHEN ${change.event} = 'started' THEN clock_timestamp() ELSE "startedAt" END,
      "endedAt" = CASE WHEN ${ends} THEN clock_timestamp() ELSE "endedAt" END
    WHERE id = ${rollout.id}
      AND state = ${rollout.state} -- another worker took this step already
      AND version = ${rollout.version} -- it left and came back to the same state
      AND "leaseEpoch" = ${change.epoch} -- we were paused and somebody took over
      -- an abort that was recorded before this commit wins over progress
      AND ("abortRequestedAt" IS NULL OR ${change.event} IN ('abortRequested', 'hostsIdle'))
      -- the rollout ahead is still in the stage that this one enters
      AND (${set.slot ?? null}::int IS NULL OR NOT EXISTS (SELECT 1 FROM "Rollout" o
        WHERE o."projectId" = "Rollout"."projectId" AND o.id <> "Rollout".id AND o.slot = ${set.slot ?? null}::int
          AND o.state NOT IN (${Prisma.join([...finalRolloutStates])})))
      -- the rollout ahead failed after we looked
      AND (${change.to} NOT IN ('deploying', 'succeeded') OR NOT EXISTS (SELECT 1 FROM "Rollout" o
        WHERE o."projectId" = "Rollout"."projectId" AND o.number < "Rollout".number
          AND o.state IN ('failing', 'aborting', 'failed', 'aborted')
          AND (o."endedAt" IS NULL OR o."endedAt" > "Rollout"."createdAt")))`;
  if (written === 0) return false;
  await insertRolloutEvent(tx, { ...change, rolloutId: rollout.id, from: rollout.state });
  await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  return true;
}

export async function insertRolloutEvent(
  tx: Tx,
  event: { rolloutId: number; event: string; from?: string; to?: string; actor: Actor; reason: string | null },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "RolloutEvent" ("rolloutId", event, "from", "to", "actorKind", "actorName", reason, at)
    VALUES (${event.rolloutId}, ${event.event}, ${event.from ?? null}, ${event.to ?? null},
      ${event.actor.kind}, ${event.actor.name}, ${event.reason}, clock_timestamp())`;
}

/** Records a person's wish to stop, once; returns null when the rollout has ended or the wish is already there. */
export async function recordAbortRequest(tx: Tx, rolloutId: number, by: string): Promise<Date | null> {
  await lockRollout(tx, rolloutId);
  const rows = await tx.$queryRaw<{ at: Date; projectId: number }[]>`
    UPDATE "Rollout" SET "abortRequestedAt" = clock_timestamp(), "abortRequestedBy" = ${by}
    WHERE id = ${rolloutId}
      AND "abortRequestedAt" IS NULL -- the first of two people counts
      AND state NOT IN ('failing', ${Prisma.join([...finalRolloutStates])}) -- it ended before
    RETURNING "abortRequestedAt" AS at, "projectId"`;
  const [row] = rows;
  if (!row) return null;
  await notifyChange(tx, { project: row.projectId, rollout: rolloutId, abort: true });
  return row.at;
}

/** Of these rollouts, the ones a person wants stopped. */
export async function listAbortRequested(tx: Tx, rolloutIds: number[]): Promise<number[]> {
  const rows = await tx.rollout.findMany({
    where: { id: { in: rolloutIds }, abortRequestedAt: { not: null } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}

function toRolloutRow(row: Rollout): RolloutRow {
  return {
    ...row,
    policy: openPolicy(row.policy),
    state: row.state as RolloutState,
    question: row.question as RolloutQuestion | null,
    kind: row.kind as RolloutKind,
    thenRollBack: row.thenRollBack as RollBackWish | null,
  };
}
