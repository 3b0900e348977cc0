import type { ProjectFileSources } from "./parse-project-file";

/** The pinned keys of a host: those named for it, and those a known_hosts text has for it, each once. */
export function hostKeysOf(
  host: { address: string; port: number; pinned: readonly (string | null)[] },
  knownHosts: string | null,
  findHostKeys: ProjectFileSources["findHostKeys"],
): string[] {
  const known = knownHosts ? findHostKeys(knownHosts, host.address, host.port) : [];
  return [...new Set([...host.pinned.filter((key) => key !== null), ...known])];
}
