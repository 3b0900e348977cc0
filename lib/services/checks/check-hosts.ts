import type { HostCheck } from "@/lib/contracts/checks";
import type { CheckRow } from "@/lib/db/checks";
import { listHosts } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";
import { requireRight } from "../access/require-right";
import type { ServiceContext } from "../context";
import { toSshTarget } from "../rollouts/ssh-target";
import { createChecks } from "./create-checks";

/**
 * Asks the workers to log in to every host of a project as a rollout would, and to change nothing there.
 * @throws SauronError "forbidden"
 */
export async function checkHosts(ctx: ServiceContext, { id, policy }: ProjectRow): Promise<CheckRow[]> {
  await requireRight(ctx.db.prisma, ctx, "configure", id);
  const hosts = await listHosts(ctx.db.prisma, id);
  const checks = hosts.map((host): HostCheck => {
    const { privateKeyPath, jump, ...target } = toSshTarget(host, policy);
    return { kind: "host", ...target, privateKey: privateKeyPath, ...(jump && { jump: describeDoor(jump) }) };
  });
  return createChecks(ctx, { checks });
}

/** A check names no jump host: it has its address alone. */
function describeDoor({ address, port, user, hostKeys }: NonNullable<SshTarget["jump"]>) {
  return { address, port, user, hostKeys };
}
