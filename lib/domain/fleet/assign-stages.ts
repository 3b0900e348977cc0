import { type HostOrder, orderHosts } from "./order-hosts";

/**
 * Which hosts a stage takes: everything left, or so many, or a share, or all, of those with all of these labels. Without
 * labels every host is meant.
 */
export type StageHosts =
  | "rest"
  | {
      labels?: Record<string, string> | undefined;
      count?: number | undefined;
      percent?: number | undefined;
    };

export type StageRule = { hosts: StageHosts; order?: HostOrder | undefined };

export type StageableHost = { name: string; labels: Record<string, string> };

export type StageAssignment<H> = { stages: H[][]; unassigned: H[] };

/**
 * Deals the hosts to the stages, in the order of the stages and each stage's own order of hosts: a host belongs to the
 * first stage that takes it. A share is of all hosts with the stage's labels, taken or not, rounded up. Hosts no stage
 * takes come back as `unassigned`.
 * @param seed number of the rollout: what a random order is made of
 */
export function assignStages<H extends StageableHost>(
  hosts: H[],
  stages: StageRule[],
  seed: number,
): StageAssignment<H> {
  let left = hosts;
  const assigned = stages.map((stage) => {
    const taken = takeHosts(orderHosts(left, stage.order ?? "listed", seed), stage.hosts, hosts);
    const gone = new Set(taken);
    left = left.filter((host) => !gone.has(host));
    return taken;
  });
  return { stages: assigned, unassigned: left };
}

function takeHosts<H extends StageableHost>(left: H[], want: StageHosts, fleet: H[]): H[] {
  if (want === "rest") return left;
  const labels = Object.entries(want.labels ?? {});
  const isMeant = (host: H) => labels.every(([key, value]) => host.labels[key] === value);
  const meant = left.filter(isMeant);
  if (want.count !== undefined) return meant.slice(0, want.count);
  if (want.percent === undefined) return meant;
  return meant.slice(0, Math.ceil((fleet.filter(isMeant).length * want.percent) / 100));
}
