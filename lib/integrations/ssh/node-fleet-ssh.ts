import { ConnectionPool } from "./connection-pool";
import { deployHost } from "./deploy-host";
import type { FleetSsh } from "./fleet-ssh";
import { probeHost, stopDeploy } from "./probe-host";
import { readRemoteLog } from "./read-remote-log";
import { readRemotePage } from "./read-remote-page";
import { readRemoteTail } from "./read-remote-tail";

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
    stopOrphan: async (target, orphan) => {
      await stopDeploy(pool, target, { ...orphan, hostState });
    },
    readLog: (target, read) => readRemoteLog(pool, target, read),
    readLogTail: (target, read) => readRemoteTail(pool, target, read),
    readPage: (target, url) => readRemotePage(pool, target, url),
    close: () => pool.close(),
  };
}
