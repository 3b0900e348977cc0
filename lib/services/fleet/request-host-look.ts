import type { ServiceContext } from "../context";

/** Lets a worker ask now whether the hosts a rollout begins with can be reached. */
export async function requestHostLook(ctx: ServiceContext, input: { projectId: number }): Promise<void> {
  await ctx.queue.enqueue("ask-hosts", { projectId: input.projectId });
}
