import { dropOldOutput } from "@/lib/db/forget-output";
import { dropOldSamples } from "@/lib/db/forget-samples";
import { dropOldWindows } from "@/lib/db/shadow-windows";
import type { WorkerContext } from "../context";

/** Logs dropped by one statement: each may be large, and none of them is locked for long. */
const limit = 20;

/** Drops the output of rollouts and of own tests, and the requests of canaries, that were kept long enough. */
export async function forgetOldOutput(ctx: Pick<WorkerContext, "db" | "stopping" | "keepOutputDays">): Promise<void> {
  for (const kind of ["rollout", "test-run"] as const) {
    const drop = () => dropOldOutput(ctx.db.prisma, kind, { days: ctx.keepOutputDays, limit });
    while (!ctx.stopping.aborted && (await drop()) > 0);
  }
  const dropSamples = () => dropOldSamples(ctx.db.prisma, { days: ctx.keepOutputDays, limit });
  while (!ctx.stopping.aborted && (await dropSamples()) > 0);
  await dropOldWindows(ctx.db.prisma, ctx.keepOutputDays);
}
