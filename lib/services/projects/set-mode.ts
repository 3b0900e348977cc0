import { findProject, setMode as storeMode } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { AutomationMode } from "@/lib/domain/automation/modes";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * A person moves the automation to another step of the trust ladder; it stays there until somebody moves it again, or
 * the project file says another mode than before.
 * @throws SauronError "conflict" when it is there already, or somebody else moved it meanwhile
 */
export async function setMode(
  ctx: ServiceContext,
  input: { projectId: number; mode: AutomationMode; reason: string },
): Promise<void> {
  const { projectId, mode, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const project = await findProject(tx, projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    if (project.mode === mode) throw new SauronError("conflict", `The automation is in mode ${mode} already.`);
    const moved = await storeMode(tx, { projectId, from: project.mode, to: mode, reason, actor: ctx.actor });
    if (!moved) throw new SauronError("conflict", "Somebody else changed the mode meanwhile; look again.");
    const details = { before: project.mode, after: mode };
    await recordAct(tx, ctx, { act: "setMode", projectId, target: "automation", reason, details });
  });
  await ctx.queue.enqueue("decide", { projectId });
}
