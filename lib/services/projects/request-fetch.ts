import type { ServiceContext } from "../context";

/** Lets a worker look at the repository now: what a hook asks for. */
export async function requestFetch(ctx: ServiceContext, input: { projectId: number }): Promise<void> {
  await ctx.queue.enqueue("fetch-trunk", { projectId: input.projectId });
}
