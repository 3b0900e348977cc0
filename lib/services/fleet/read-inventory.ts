import { readFile } from "node:fs/promises";
import { type ParsedInventory, parseInventory } from "@/lib/contracts/parse-inventory";
import { listHosts } from "@/lib/db/hosts";
import { recordReadInventory, recordRefusedInventory } from "@/lib/db/inventory";
import { lockProjectFile, replaceHosts } from "@/lib/db/project-files";
import { findProject, insertProjectEvent, type ProjectRow } from "@/lib/db/projects";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { findInventoryDoubt, isAccepted } from "@/lib/domain/fleet/judge-inventory";
import { runForOutput } from "@/lib/integrations/processes/run-for-output";
import { findHostKeys } from "@/lib/integrations/ssh/known-hosts";
import { systemActor, type WorkerContext } from "../context";

/**
 * Runs the program that lists the hosts of a project, and makes the fleet what it says, all at once. Whatever goes wrong
 * leaves the hosts of the last good list, and says why.
 */
export async function readInventory(ctx: WorkerContext, job: { projectId: number }): Promise<void> {
  const project = await findProject(ctx.db.prisma, job.projectId);
  if (!project?.policy.fleet.inventory) return;
  const read = await listInventory(ctx, project);
  // A worker that stops has learnt nothing of the inventory.
  if (!read.ok && ctx.stopping.aborted) return;
  await inTransaction(ctx.db.prisma, (tx) => takeOver(tx, project, read));
  await ctx.queue.enqueue("decide", { projectId: project.id });
}

async function listInventory(ctx: WorkerContext, { policy }: ProjectRow): Promise<ParsedInventory> {
  const { inventory, knownHosts } = policy.fleet;
  if (!inventory) return { ok: false, reason: "The project file names no inventory." };
  const printed = await runForOutput(inventory.run as [string, ...string[]], {
    timeoutSeconds: inventory.timeout,
    signal: ctx.stopping,
  });
  if (!printed.ok) return printed;
  try {
    const known = knownHosts === undefined ? null : await readFile(knownHosts, "utf8");
    return parseInventory(printed.text, { policy, knownHosts: known, findHostKeys });
  } catch (error) {
    return { ok: false, reason: `The file of known hosts cannot be read: ${(error as Error).message}.` };
  }
}

async function takeOver(tx: Tx, project: ProjectRow, read: ParsedInventory): Promise<void> {
  await lockProjectFile(tx, project.slug);
  const current = await findProject(tx, project.id);
  // Another project file is in force by now; its own inventory is read next.
  if (current?.policyRevision !== project.policyRevision) return;
  if (!read.ok) return recordRefusedInventory(tx, project.id, { reason: read.reason, drops: [] });
  const before = (await listHosts(tx, project.id)).map((host) => host.name);
  const doubt = findInventoryDoubt(
    before,
    read.hosts.map((host) => host.name),
  );
  if (doubt && !isAccepted(doubt, current.inventoryAccepted)) return recordRefusedInventory(tx, project.id, doubt);
  const { added, changed, disabled } = await replaceHosts(tx, project.id, read.hosts);
  await recordReadInventory(tx, project.id);
  if (added + changed + disabled === 0) return;
  const reason = `${read.hosts.length} hosts (${added} added, ${changed} changed, ${disabled} disabled).`;
  await insertProjectEvent(tx, { projectId: project.id, event: "inventory-read", actor: systemActor, reason });
}
