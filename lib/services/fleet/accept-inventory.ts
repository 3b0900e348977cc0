import { acceptInventoryDoubt } from "@/lib/db/inventory";
import { findProject, insertProjectEvent } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { isAccepted } from "@/lib/domain/fleet/judge-inventory";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * A person accepts that the inventory drops these hosts; a reading that drops just them is taken over.
 * @param input.drops the hosts the person was shown
 * @throws SauronError "conflict" when nothing waits to be accepted, or another list does by now
 */
export async function acceptInventory(
  ctx: ServiceContext,
  input: { projectId: number; drops: string[]; reason: string },
): Promise<void> {
  const { projectId, drops, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const project = await findProject(tx, projectId);
    if (!project?.policy.fleet.inventory || project.inventoryDrops.length === 0) {
      throw new SauronError("conflict", "Nothing about the inventory waits to be accepted.");
    }
    if (!isAccepted({ drops: project.inventoryDrops }, drops)) {
      throw new SauronError("conflict", "The inventory drops other hosts by now; look at it again.");
    }
    await insertProjectEvent(tx, { projectId, event: "inventory-accepted", actor: ctx.actor, reason });
    await acceptInventoryDoubt(tx, projectId);
    await recordAct(tx, ctx, {
      act: "acceptInventory",
      projectId,
      target: "inventory",
      reason,
      details: { drops },
    });
  });
  await ctx.queue.enqueue("read-inventory", { projectId });
}
