import { dropOldDeliveries } from "@/lib/db/deliveries";
import { dropUnmatchedTestRuns } from "@/lib/db/test-runs";
import type { ServiceContext } from "../context";

/** How long the bytes of a delivery are kept. */
const deliveryDays = 14;

/** How long a result waits for its commit. */
const unmatchedDays = 30;

/** Rows dropped by one statement, so that none of them holds locks for long. */
const limit = 500;

/** Drops what has been kept long enough. */
export async function forgetOldIntake(ctx: ServiceContext & { stopping: AbortSignal }): Promise<void> {
  const { prisma } = ctx.db;
  await repeat(ctx.stopping, () => dropOldDeliveries(prisma, { days: deliveryDays, limit }));
  await repeat(ctx.stopping, () => dropUnmatchedTestRuns(prisma, { days: unmatchedDays, limit }));
}

async function repeat(stopping: AbortSignal, drop: () => Promise<number>): Promise<void> {
  while (!stopping.aborted && (await drop()) > 0);
}
