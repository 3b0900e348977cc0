import { insertProjectEvent } from "@/lib/db/projects";
import { clearSetAside } from "@/lib/db/set-aside";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { findProjectHost } from "./set-host-aside";

/**
 * Lets a host that was set aside take part in the rollouts to come.
 * @throws SauronError "not-found"; "conflict" when it takes part
 */
export async function takeHostBack(
  ctx: ServiceContext,
  input: { projectId: number; host: string; reason: string },
): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const { project, host } = await findProjectHost(tx, input);
    if (!(await clearSetAside(tx, host.id))) throw new SauronError("conflict", `Host ${host.name} is not set aside.`);
    const reason = `${host.name}: ${input.reason}`;
    await insertProjectEvent(tx, { projectId: project.id, event: "host-taken-back", actor: ctx.actor, reason });
    const act = { projectId: project.id, target: `host ${host.name}`, reason: input.reason };
    await recordAct(tx, ctx, { act: "takeHostBack", ...act });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
