import type { CanaryLimits } from "@/lib/contracts/canary-policy";
import type { VerdictWord } from "@/lib/domain/canary/canary-verdict";
import type { JudgedWindow } from "@/lib/domain/canary/rate-windows";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { dropShadowSamples } from "./canary-samples";
import type { ShadowWindow } from "./generated/client";
import type { Tx } from "./transaction";

export type WindowRow = Omit<ShadowWindow, "baseline" | "limits"> & {
  baseline: StageBaseline | null;
  limits: CanaryLimits;
};

/** Projects whose files ask for it, and those with a window that lasts although theirs no longer do. */
export async function listShadowProjectIds(tx: Tx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "Project" WHERE policy->'canary'->'shadow' = 'true'::jsonb
    UNION SELECT "projectId" FROM "ShadowWindow" WHERE "endedAt" IS NULL ORDER BY id`;
  return rows.map(({ id }) => id);
}

/** The window of a project that lasts. */
export async function findOpenWindow(tx: Tx, projectId: number): Promise<WindowRow | null> {
  const row = await tx.shadowWindow.findFirst({ where: { projectId, endedAt: null } });
  return row && { ...row, baseline: row.baseline as StageBaseline | null, limits: row.limits as CanaryLimits };
}

/** Which window comes next. */
export async function findNextWindowNumber(tx: Tx, projectId: number): Promise<number> {
  const { _max } = await tx.shadowWindow.aggregate({ where: { projectId }, _max: { number: true } });
  return (_max.number ?? -1) + 1;
}

export type NewWindow = Pick<
  WindowRow,
  "projectId" | "number" | "hostId" | "hostName" | "revision" | "policyRevision"
> &
  Pick<WindowRow, "limits" | "baseline"> & { seconds: number };

/** It begins now and lasts so many seconds. */
export async function openWindow(tx: Tx, { limits, baseline, seconds, ...window }: NewWindow): Promise<void> {
  const { projectId, number, hostId, hostName, revision, policyRevision } = window;
  await tx.$executeRaw`
    INSERT INTO "ShadowWindow" ("projectId", number, "hostId", "hostName", revision, "policyRevision", limits, baseline,
      "failedBy", "startedAt", "endsAt")
    VALUES (${projectId}, ${number}, ${hostId}, ${hostName}, ${revision}, ${policyRevision},
      ${JSON.stringify(limits)}::jsonb, ${baseline && JSON.stringify(baseline)}::jsonb, '{}', clock_timestamp(),
      clock_timestamp() + make_interval(secs => ${seconds}::float8))`;
}

/** Takes the next look at a window, unless one was taken within `seconds`. */
export async function claimWindowLook(tx: Tx, windowId: number, seconds: number): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "ShadowWindow" SET "sampledAt" = clock_timestamp()
    WHERE id = ${windowId} AND "endedAt" IS NULL
      AND COALESCE("sampledAt", '-infinity') <= clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
  return written > 0;
}

/** `verdict` null: it ends without one. What was read and measured for it is dropped. */
export type WindowEnd = { verdict: VerdictWord | null; why: string; failedBy: string[] };

export async function endWindow(tx: Tx, windowId: number, { verdict, why, failedBy }: WindowEnd): Promise<void> {
  await tx.$executeRaw`
    UPDATE "ShadowWindow" SET "endedAt" = clock_timestamp(), verdict = ${verdict}, why = ${why},
      "failedBy" = ${failedBy}, baseline = NULL
    WHERE id = ${windowId} AND "endedAt" IS NULL`;
  await dropShadowSamples(tx, windowId);
}

const underWay = ["deploying", "baking", "held", "failing", "aborting"];

/** A rollout is under way, or has deployed a host since then, even if it has ended meanwhile. */
export async function hasRolloutBegun(tx: Tx, by: { projectId: number; since: Date | null }): Promise<boolean> {
  const { projectId, since } = by;
  const moved = since ? [{ hostDeploys: { some: { startedAt: { gte: since } } } }] : [];
  const found = await tx.rollout.findFirst({
    where: { projectId, OR: [{ state: { in: underWay } }, ...moved] },
    select: { id: true },
  });
  return found !== null;
}

/** Windows of the last days that were judged by exactly these limits. */
export async function listJudgedWindows(
  tx: Tx,
  by: { projectId: number; limits: CanaryLimits; days: number },
): Promise<JudgedWindow[]> {
  return tx.$queryRaw<JudgedWindow[]>`
    SELECT verdict, "failedBy" FROM "ShadowWindow"
    WHERE "projectId" = ${by.projectId} AND verdict IS NOT NULL
      AND "endedAt" > clock_timestamp() - make_interval(days => ${by.days}::int)
      AND limits = ${JSON.stringify(by.limits)}::jsonb
    ORDER BY id`;
}

/** Drops windows that began longer ago than so many days. */
export async function dropOldWindows(tx: Tx, days: number): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM "ShadowWindow" WHERE "startedAt" < clock_timestamp() - make_interval(days => ${days}::int)`;
}
