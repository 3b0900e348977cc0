import { claimStreams, renewStreams } from "@/lib/db/source-streams";
import type { WorkerContext } from "../context";
import { holdStream } from "./hold-stream";

/**
 * Takes up streams that nobody holds, prolongs the hold of those in hand, and lets go of those that are no longer this
 * worker's. One worker at a time holds a stream; of one that dies another takes it over when its lease has run out.
 */
export async function keepStreams(ctx: WorkerContext): Promise<void> {
  const { streamsInHand: inHand } = ctx;
  const { prisma } = ctx.db;
  const asked = [...inHand];
  const at = performance.now();
  if (asked.length > 0) {
    const ids = asked.map(([id]) => id);
    const kept = new Set(await renewStreams(prisma, ctx.workerId, ids));
    for (const [id, stream] of asked) {
      if (kept.has(id)) stream.renewedAt(at);
      else stream.leave();
    }
  }
  if (ctx.stopping.aborted) return;
  for (const claim of await claimStreams(prisma, ctx.workerId, [...inHand.keys()])) {
    const stream = holdStream(ctx, claim, at);
    inHand.set(claim.sourceId, stream);
    void stream.ended.then(() => inHand.delete(claim.sourceId));
  }
}

/** Lets go of every stream, so that other workers take them up at once. */
export async function leaveStreams(ctx: WorkerContext): Promise<void> {
  const streams = [...ctx.streamsInHand.values()];
  for (const stream of streams) stream.leave();
  await Promise.all(streams.map(({ ended }) => ended));
}
