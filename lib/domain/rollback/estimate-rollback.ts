/**
 * How long a rollback should take in seconds, or null before a host was ever deployed: one wave of `width` hosts after
 * the other, each as long as a host usually takes.
 */
export function estimateRollback(facts: { hosts: number; width: number; hostSeconds: number | null }): number | null {
  if (facts.hostSeconds === null) return null;
  return Math.ceil(Math.ceil(facts.hosts / facts.width) * facts.hostSeconds);
}
