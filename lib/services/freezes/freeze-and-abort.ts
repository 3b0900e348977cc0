import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { abortRollout } from "../rollouts/abort-rollout";
import { freezeProject } from "./freeze-project";

/** Freezes a project, and aborts a rollout of it. One that has ended by then needs no abort: nothing runs either way. */
export async function freezeAndAbort(
  ctx: ServiceContext,
  { rolloutId, ...freeze }: { projectId: number; reason: string; seconds: number; rolloutId: number },
): Promise<void> {
  await freezeProject(ctx, freeze);
  try {
    await abortRollout(ctx, { rolloutId });
  } catch (error) {
    if (!(error instanceof SauronError && error.code === "conflict")) throw error;
  }
}
