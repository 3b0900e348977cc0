import { requireRight } from "../access/require-right";
import type { ServiceContext } from "../context";

/**
 * Lets a worker look at the repository now: what a hook asks for.
 * @throws SauronError "forbidden"
 */
export async function requestFetch(ctx: ServiceContext, input: { projectId: number }): Promise<void> {
  await requireRight(ctx.db.prisma, ctx, "look", input.projectId);
  await ctx.queue.enqueue("fetch-trunk", { projectId: input.projectId });
}
