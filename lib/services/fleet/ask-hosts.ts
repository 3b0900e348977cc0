import { type HostAnswer, type HostArm, recordReach } from "@/lib/db/host-reach";
import { type HostRow, listParticipants } from "@/lib/db/hosts";
import { notifyChange } from "@/lib/db/notify";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { assignStages } from "@/lib/domain/fleet/assign-stages";
import type { WorkerContext } from "../context";
import { toSshTarget } from "../rollouts/ssh-target";
import { askDoubtedHosts } from "./ask-doubted-hosts";

/** How often the hosts of a project are asked; more often while one of them does not answer, or has more to tell. */
export const askEvery = { seconds: 60, againSeconds: 10 };

/** A few hosts say enough: all of a small canary, and some of those it is compared with. */
const mostCanaryHosts = 20;
const mostControlHosts = 3;

/**
 * Asks the hosts a rollout begins with whether they can be reached, over the connections that are open anyway, so that a
 * look of the automation only has to read what they said.
 */
export async function askHosts(ctx: WorkerContext, job: { projectId: number }): Promise<void> {
  const project = await findProject(ctx.db.prisma, job.projectId);
  if (!project) return;
  const chosen = chooseHosts(await listParticipants(ctx.db.prisma, project.id), project);
  const answers = await Promise.all(chosen.map((each) => askHost(ctx, project, each)));
  const hasAskedMore = await askDoubtedHosts(ctx, project);
  const changed = await inTransaction(ctx.db.prisma, async (tx) => {
    if (!(await recordReach(tx, project.id, answers)) && !hasAskedMore) return false;
    await notifyChange(tx, { project: project.id });
    return true;
  });
  if (changed) await ctx.queue.enqueue("decide", { projectId: project.id });
}

type ChosenHost = { host: HostRow; arm: HostArm };

function chooseHosts(hosts: HostRow[], { policy, nextRollout }: ProjectRow): ChosenHost[] {
  const [first = [], ...others] = assignStages(hosts, policy.stages, nextRollout).stages;
  const canary = first.slice(0, mostCanaryHosts).map((host) => ({ host, arm: "canary" as const }));
  const control = others.flat().slice(0, mostControlHosts);
  return [...canary, ...control.map((host) => ({ host, arm: "control" as const }))];
}

async function askHost(ctx: WorkerContext, { policy }: ProjectRow, { host, arm }: ChosenHost): Promise<HostAnswer> {
  const answer = await ctx.ssh.probe(toSshTarget(host, policy), { project: policy.project });
  return { hostId: host.id, arm, failure: answer.reached ? null : answer.reason };
}
