import { findCheck, storeFinding } from "@/lib/db/checks";
import type { WorkerContext } from "../context";
import { performCheck } from "./perform-check";

/** Does a check that waits; one that has its answer already is left alone. */
export async function runCheck(ctx: WorkerContext, { checkId }: { checkId: number }): Promise<void> {
  const check = await findCheck(ctx.db.prisma, checkId);
  if (check?.state !== "waiting") return;
  const finding = await performCheck(check.input, ctx.stopping);
  // What a worker that is being stopped could not look at is another's to do.
  if (!ctx.stopping.aborted) await storeFinding(ctx.db.prisma, checkId, finding);
}
