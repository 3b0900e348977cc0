import { type DoubtedHost, listDoubtedHosts, settleDoubt } from "@/lib/db/doubted-hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { WorkerContext } from "../context";
import { toProbeQuestion } from "../rollouts/read-host-revision";
import { toSshTarget } from "../rollouts/ssh-target";

/** Asked at once, every few seconds until no host is left. */
const mostAtOnce = 100;

/**
 * Asks hosts what they run of which a restored backup says what nobody knows to be true any more. Each is told the highest
 * number that has been handed out: from then on it takes no deploy of the installation that the backup was taken of.
 * Returns whether any was asked.
 */
export async function askDoubtedHosts(ctx: WorkerContext, project: ProjectRow): Promise<boolean> {
  const hosts = await listDoubtedHosts(ctx.db.prisma, project.id, mostAtOnce);
  const answers = await Promise.all(hosts.map((host) => askHost(ctx, project, host)));
  await inTransaction(ctx.db.prisma, async (tx) => {
    for (const answer of answers) await settleDoubt(tx, answer);
  });
  return hosts.length > 0;
}

async function askHost(ctx: WorkerContext, { policy }: ProjectRow, host: DoubtedHost) {
  const question = { ...toProbeQuestion(policy), close: host.highestFence };
  const answer = await ctx.ssh.probe(toSshTarget(host, policy), question);
  const isKnown = answer.reached && !answer.mayBegin;
  return { hostId: host.id, answer: isKnown ? { revision: answer.revision } : null };
}
