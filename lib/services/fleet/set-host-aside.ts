import { listHosts } from "@/lib/db/hosts";
import { findProject, insertProjectEvent, lockDecision, type ProjectRow } from "@/lib/db/projects";
import { storeSetAside } from "@/lib/db/set-aside";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { resolveStages } from "@/lib/queries/resolve-stages";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

type HostInput = { projectId: number; host: string; reason: string };

/**
 * Takes a host out of the rollouts to come, with a reason; one under way goes on with it.
 * @throws SauronError "not-found"; "conflict" when it is out already, or a stage would be left without a host
 */
export async function setHostAside(ctx: ServiceContext, input: HostInput): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, input.projectId);
    const { project, host } = await findProjectHost(tx, input);
    const before = await resolveStages(tx, project);
    if (!(await storeSetAside(tx, { hostId: host.id, reason: input.reason, by: ctx.actor.name }))) {
      throw new SauronError("conflict", `Host ${host.name} is set aside already.`);
    }
    const emptied = (await resolveStages(tx, project)).find(
      ({ hosts }, index) => hosts.length === 0 && (before[index]?.hosts.length ?? 0) > 0,
    );
    if (emptied) {
      const message = `Stage ${emptied.stage.name} would have no host left: change the stages in the project file first.`;
      throw new SauronError("conflict", message);
    }
    const reason = `${host.name}: ${input.reason}`;
    await insertProjectEvent(tx, { projectId: project.id, event: "host-set-aside", actor: ctx.actor, reason });
    const act = { projectId: project.id, target: `host ${host.name}`, reason: input.reason };
    await recordAct(tx, ctx, { act: "setHostAside", ...act });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}

/** @throws SauronError "not-found" */
export async function findProjectHost(tx: Tx, { projectId, host: name }: Pick<HostInput, "projectId" | "host">) {
  const project: ProjectRow | null = await findProject(tx, projectId);
  if (!project) throw new SauronError("not-found", "There is no such project.");
  const host = (await listHosts(tx, projectId)).find((each) => each.name === name);
  if (!host) throw new SauronError("not-found", `Project "${project.slug}" has no host "${name}".`);
  return { project, host };
}
