import { type FakeBehaviour, FakeHost } from "./fake-host";
import type { FleetSsh } from "./fleet-ssh";

export type FakeFleetSsh = FleetSsh & {
  /** Made on first use. Its behaviours, log files and revision are set through it. */
  host(name: string): FakeHost;
  /** Every deploy that began, in order. */
  readonly started: { host: string; rollout: number; revision: string; fence: bigint }[];
};

/** A fleet in memory. A host without behaviours succeeds at once. */
export function createFakeFleetSsh(): FakeFleetSsh {
  const hosts = new Map<string, FakeHost>();
  const started: FakeFleetSsh["started"] = [];
  const host = (name: string) => {
    const found = hosts.get(name) ?? new FakeHost(name);
    hosts.set(name, found);
    return found;
  };
  return {
    host,
    started,
    async deploy(target, command, watch) {
      const { rollout, revision, fence } = command;
      const begin = () => started.push({ host: target.name, rollout, revision, fence });
      return host(target.name).deploy({ target, command, watch, begin });
    },
    probe: async (target, question) => host(target.name).probe(target, question),
    async stopOrphan(target, { fence }) {
      host(target.name).stop(fence);
    },
    readLog: async (target, read) => host(target.name).readLog(target, read),
    readLogTail: async (target, read) => host(target.name).readLogTail(target, read),
    readPage: async (target, url) => host(target.name).readPage(target, url),
    async close() {},
  };
}

export type { FakeBehaviour };
