import { ConnectionPool } from "./connection-pool";
import { deployHost } from "./deploy-host";
import type { FleetSsh, ProbeAnswer } from "./fleet-ssh";
import { probeHost, stopDeploy } from "./probe-host";
import { readRemoteLog } from "./read-remote-log";

export type NodeFleetSshOptions = {
  /** Directory on the hosts for the guard's lock and marker; null = their SAURON_HOST_STATE, or ~/.sauron-host. */
  hostState?: string | null;
};

/** The fleet over SSH, with one pool of connections for this process. */
export function createNodeFleetSsh(options: NodeFleetSshOptions = {}): FleetSsh {
  const pool = new ConnectionPool();
  const hostState = options.hostState ?? null;
  return {
    deploy: (target, command, watch) => deployHost(pool, { target, command, watch, hostState }),
    probe: (target, question) => probeHost(pool, target, { ...question, hostState }),
    stopOrphan: async (target, question): Promise<ProbeAnswer> => {
      const answer = await stopDeploy(pool, target, { ...question, fence: null, hostState });
      if (!answer.reached) return answer;
      const { lastDeploy, goodRevision } = answer.marker;
      return { reached: true, revision: goodRevision, lastDeploy };
    },
    readLog: (target, read) => readRemoteLog(pool, target, read),
    close: () => pool.close(),
  };
}
