import { haltProject } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";

/** A person stops the automation; a rollout in flight goes on. */
export async function haltAutomation(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  const halted = await inTransaction(ctx.db.prisma, (tx) =>
    haltProject(tx, { projectId: input.projectId, reason: input.reason, rollout: null, actor: ctx.actor }),
  );
  if (!halted) throw new SauronError("conflict", "The automation is halted already.");
}
