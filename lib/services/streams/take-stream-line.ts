import type { ClaimedStream } from "@/lib/db/source-streams";
import { findHookSourceById } from "@/lib/db/sources";
import { readStreamLine } from "@/lib/integrations/ci/gerrit-stream";
import type { ByteLine } from "@/lib/integrations/ssh/byte-lines";
import type { WorkerContext } from "../context";
import { keepDelivery } from "../intake/keep-delivery";

/** Stores an event as if it had been posted. What is lost, or tells of a loss, makes a worker ask git. */
export async function takeStreamLine(ctx: WorkerContext, claim: ClaimedStream, line: ByteLine): Promise<void> {
  const { sourceId, repository } = claim;
  if ("tooLong" in line) {
    ctx.logger.warn({ source: sourceId, bytes: line.tooLong }, "a line of a stream is too long and was passed over");
    return readTrunkSoon(ctx, claim);
  }
  const told = readStreamLine(line.bytes);
  if (told.line === "dropped") {
    ctx.logger.warn({ source: sourceId }, "a stream dropped events, as they came faster than they were taken");
    return readTrunkSoon(ctx, claim);
  }
  if (told.repository !== null && told.repository !== repository) return;
  // Read for each line: its secrets are masked in what is stored, and the trunk may be another one by now.
  const source = await findHookSourceById(ctx.db, sourceId);
  if (source) await keepDelivery(ctx, source, { headers: {}, body: line.bytes });
}

/** Lets a worker look at the repository: git knows what nobody listened to. Without a queue, the next poll does. */
export async function readTrunkSoon(ctx: WorkerContext, { projectId }: ClaimedStream): Promise<void> {
  await ctx.queue
    .enqueue("fetch-trunk", { projectId })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, the repository waits for its next look"));
}
