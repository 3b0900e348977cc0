import type { Policy } from "@/lib/contracts/project-file";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";

type StoredHost = { address: string; port: number; user: string; hostKeys: string[] };

/** How to reach a stored host: its own address, the project's key, through the project's jump host if it has one. */
export function toSshTarget(host: StoredHost & { name: string }, policy: Policy): SshTarget {
  const { jump, privateKey, user } = policy.fleet;
  return {
    name: host.name,
    address: host.address,
    port: host.port,
    user: host.user,
    hostKeys: host.hostKeys,
    privateKeyPath: privateKey,
    ...(jump && { jump: { ...jump, name: jump.address, user: jump.user ?? user ?? host.user } }),
  };
}
