/** Which hosts a stage takes: everything left, so many, a share of the whole fleet, or those with all of these labels. */
export type StageHosts = "rest" | { count: number } | { percent: number } | { labels: Record<string, string> };

export type StageableHost = { name: string; labels: Record<string, string> };

export type StageAssignment<H> = { stages: H[][]; unassigned: H[] };

/**
 * Deals the hosts to the stages, in the order of both: a host belongs to the first stage that takes it. A share is of
 * the whole fleet, rounded up. Hosts no stage takes come back as `unassigned`.
 */
export function assignStages<H extends StageableHost>(hosts: H[], stages: { hosts: StageHosts }[]): StageAssignment<H> {
  let left = hosts;
  const assigned = stages.map((stage) => {
    const taken = takeHosts(left, stage.hosts, hosts.length);
    const gone = new Set(taken);
    left = left.filter((host) => !gone.has(host));
    return taken;
  });
  return { stages: assigned, unassigned: left };
}

function takeHosts<H extends StageableHost>(left: H[], want: StageHosts, fleetSize: number): H[] {
  if (want === "rest") return left;
  if ("count" in want) return left.slice(0, want.count);
  if ("percent" in want) return left.slice(0, Math.ceil((fleetSize * want.percent) / 100));
  const labels = Object.entries(want.labels);
  return left.filter((host) => labels.every(([key, value]) => host.labels[key] === value));
}
