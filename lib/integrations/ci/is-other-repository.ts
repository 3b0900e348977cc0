import type { TrackedProject } from "./sender";

/**
 * Whether a payload tells of another repository than the project's, e.g. of a fork with the same hook. Said only when
 * both lie on the same host: a project may well fetch from a mirror elsewhere.
 *
 * @param address web or clone address the payload names
 * @param name its path on that host, e.g. "shop/web"
 */
export function isOtherRepository(
  project: TrackedProject,
  { address, name }: { address: string | null | undefined; name: string | null | undefined },
): boolean {
  const ours = splitAddress(project.repositoryUrl);
  const theirs = splitAddress(address ?? "");
  if (!ours || !theirs || !name || ours.host !== theirs.host) return false;
  return ours.path.toLowerCase() !== name.toLowerCase();
}

/** Host and path of an address, also of git's short form "git@host:shop/web.git". */
export function splitAddress(address: string): { host: string; path: string } | null {
  const short = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  const url = short ? null : URL.canParse(address) ? new URL(address) : null;
  const host = short?.[1] ?? url?.hostname;
  const path = short?.[2] ?? url?.pathname;
  if (!host || !path) return null;
  return { host: host.toLowerCase(), path: withoutLastSlashes(path.replace(/^\/+/, "")).replace(/\.git$/, "") };
}

/** A pattern for them would go through a row of slashes in the middle once from each of them. */
function withoutLastSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end -= 1;
  return path.slice(0, end);
}
