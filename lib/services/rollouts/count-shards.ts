/** Hosts one job takes care of at the most, by the measurements of the fleet design: 200 to 500. */
const hostsPerShard = 200;

/** Into how many jobs a stage is cut: at least two when it can be shared, so that two workers carry it. */
export function countShards(hosts: number, concurrency: number): number {
  const wanted = Math.max(2, Math.ceil(hosts / hostsPerShard));
  return Math.max(1, Math.min(wanted, hosts, concurrency));
}

/** Hosts one of these jobs deploys at the same time. */
export function shardConcurrency(shards: number, concurrency: number): number {
  return Math.ceil(concurrency / shards);
}
