import { requireRight } from "../access/require-right";
import type { ServiceContext } from "../context";

/**
 * Lets a worker ask now whether the hosts a rollout begins with can be reached.
 * @throws SauronError "forbidden"
 */
export async function requestHostLook(ctx: ServiceContext, input: { projectId: number }): Promise<void> {
  await requireRight(ctx.db.prisma, ctx, "look", input.projectId);
  await ctx.queue.enqueue("ask-hosts", { projectId: input.projectId });
}
