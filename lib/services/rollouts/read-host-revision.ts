import type { Policy } from "@/lib/contracts/project-file";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";

/** What a host says it runs; null when it cannot be reached or cannot say. */
export async function readHostRevision(ctx: WorkerContext, target: SshTarget, policy: Policy): Promise<string | null> {
  const answer = await ctx.ssh.probe(target, toProbeQuestion(policy));
  return answer.reached ? answer.revision : null;
}

export function toProbeQuestion(policy: Policy) {
  return { project: policy.project, ...(policy.deploy.revision ? { revisionCommand: policy.deploy.revision } : {}) };
}
