import { toCanaryVerdictView } from "@/lib/contracts/judge";
import { insertSamples, listSamples, type NewSample, type SampleRow } from "@/lib/db/canary-samples";
import { type HostRow, listStageArms } from "@/lib/db/hosts";
import { notifyChange } from "@/lib/db/notify";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { claimLook, type StageRow, storeVerdict } from "@/lib/db/stages";
import { inTransaction, readDatabaseTime } from "@/lib/db/transaction";
import { workAlone } from "@/lib/db/work-alone";
import { countCodes } from "@/lib/domain/access-log/count-codes";
import { groupSamples } from "@/lib/domain/canary/group-samples";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import type { LogCursor, LogSlice, SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";
import { toSshTarget } from "./ssh-target";

/** More control hosts than this say nothing more, and cost a read each. */
const mostControlHosts = 20;

/** Bytes of one access log read at once, and how often at one look. */
const maxLogBytes = 4 * 1024 * 1024;
const mostReads = 10;

/** Reads what the hosts of a baking stage and their controls have answered since the last look, and judges all of it. */
export async function lookAtCanary(ctx: WorkerContext, job: { rolloutId: number; stageId: number }): Promise<void> {
  const rollout = await findRollout(ctx.db.prisma, job.rolloutId);
  const bake = rollout?.policy.stages[rollout.stageIndex]?.bake;
  if (!rollout || !bake || rollout.state !== "baking") return;
  // A look may take longer than the pause between two; a second one would read, and count, the same lines again.
  await workAlone(ctx.db, { what: "look", id: job.stageId }, async () => {
    // Clocks of timers and database differ a little; a look a moment early is better than one skipped.
    const stage = await claimLook(ctx.db.prisma, job.stageId, bake.poll * 0.8);
    if (!stage) return;
    await readArms(ctx, rollout, stage);
    await judge(ctx, rollout, stage);
    await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
  });
}

async function readArms(ctx: WorkerContext, rollout: RolloutRow, stage: StageRow): Promise<void> {
  const { canary, control } = await listStageArms(ctx.db.prisma, { stageId: stage.id, rollout });
  const before = await listSamples(ctx.db.prisma, stage.id);
  const samples = await Promise.all([
    ...canary.map((host) => readHost(ctx, { rollout, stage, before }, { host, arm: "canary" })),
    ...control
      .slice(0, mostControlHosts)
      .map((host) => readHost(ctx, { rollout, stage, before }, { host, arm: "control" })),
  ]);
  await insertSamples(ctx.db.prisma, samples);
}

type Look = { rollout: RolloutRow; stage: StageRow; before: SampleRow[] };

async function readHost(
  ctx: WorkerContext,
  { rollout, stage, before }: Look,
  { host, arm }: { host: HostRow; arm: "canary" | "control" },
): Promise<NewSample> {
  const last = before.findLast((sample) => sample.hostId === host.id && sample.cursor !== null);
  const base = {
    rolloutId: rollout.id,
    stageId: stage.id,
    arm,
    hostId: host.id,
    hostName: host.name,
    fromAt: last?.at ?? stage.deployedAt ?? new Date(0),
  };
  const empty = { ...base, codes: {}, unparsed: 0, cursor: null };
  const { accessLog, excludePaths } = rollout.policy.canary;
  if (!accessLog) return { ...empty, error: "The project file names no access log." };

  const cursor = last?.cursor ?? null;
  const target = toSshTarget(host, rollout.policy);
  const read = await readToEnd(ctx, target, { path: accessLog.path, cursor });
  if (!read.reached) return { ...empty, error: read.reason };
  const counted = countCodes(read.lines, { format: accessLog.format, excludePaths });
  return { ...base, ...counted, error: null, cursor: read.cursor };
}

/** Reads a log up to its end: a verdict on lines of some time ago would pass a canary that fails now. */
async function readToEnd(
  ctx: WorkerContext,
  target: SshTarget,
  { path, cursor }: { path: string; cursor: LogCursor | null },
): Promise<LogSlice> {
  const lines: string[] = [];
  let at = cursor;
  for (let reads = 0; reads < mostReads; reads++) {
    const slice = await ctx.ssh.readLog(target, { path, cursor: at, maxBytes: maxLogBytes });
    if (!slice.reached) return slice;
    for (const line of slice.lines) lines.push(line);
    at = slice.cursor;
    if (!slice.truncated) return { ...slice, lines };
  }
  return { reached: false, reason: `The access log of ${target.name} grows faster than it can be read.` };
}

async function judge(ctx: WorkerContext, rollout: RolloutRow, stage: StageRow): Promise<void> {
  const { rules, minRequests, excludeCodes } = rollout.policy.canary;
  const bake = rollout.policy.stages[stage.index]?.bake;
  const now = await readDatabaseTime(ctx.db.prisma);
  const countedFrom = (stage.deployedAt?.getTime() ?? 0) + (bake?.warmup ?? 0) * 1000;
  const samples = await listSamples(ctx.db.prisma, stage.id);
  const verdict = judgeCanary({
    config: { rules, minRequests, excludeCodes },
    intervals: groupSamples(samples, countedFrom),
    final: stage.bakeUntil !== null && now >= stage.bakeUntil.getTime(),
    wording: { watchedSeconds: Math.round((now - (stage.deployedAt?.getTime() ?? now)) / 1000) },
  });
  await inTransaction(ctx.db.prisma, async (tx) => {
    await storeVerdict(tx, stage.id, toCanaryVerdictView(verdict, new Date(now).toISOString()));
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
}
