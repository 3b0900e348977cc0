import type { Policy } from "@/lib/contracts/project-file";
import type { SshTarget } from "@/lib/integrations/ssh/fleet-ssh";

type StoredHost = { address: string; port: number; user: string; hostKeys: string[] };

/** How to reach a stored host: its own address, the project's key. */
export function toSshTarget(host: StoredHost & { name: string }, policy: Policy): SshTarget {
  return {
    name: host.name,
    address: host.address,
    port: host.port,
    user: host.user,
    hostKeys: host.hostKeys,
    privateKeyPath: policy.fleet.privateKey,
  };
}
