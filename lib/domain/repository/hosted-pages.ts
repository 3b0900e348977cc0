/** Where a repository's own host shows its commits to people. */
export interface HostedPages {
  /** What one commit changes. */
  commit: (sha: string) => string;
  /** What lies between two revisions. */
  diff: (from: string, to: string) => string;
}

/** How hosts build these addresses, by what their names contain. */
const styles: [RegExp, (repository: string) => HostedPages][] = [
  [
    /(^|[.-])(github|gitea|forgejo|codeberg)([.-]|$)/,
    (repository) => ({
      commit: (sha) => `${repository}/commit/${sha}`,
      diff: (from, to) => `${repository}/compare/${from}...${to}`,
    }),
  ],
  [
    /(^|[.-])gitlab([.-]|$)/,
    (repository) => ({
      commit: (sha) => `${repository}/-/commit/${sha}`,
      diff: (from, to) => `${repository}/-/compare/${from}...${to}`,
    }),
  ],
  [
    /^bitbucket\.org$/,
    (repository) => ({
      commit: (sha) => `${repository}/commits/${sha}`,
      diff: (from, to) => `${repository}/branches/compare/${to}..${from}`,
    }),
  ],
];

/** Null for a repository that is a folder, or whose host does not say by its name what it runs. */
export function findHostedPages(repositoryUrl: string): HostedPages | null {
  const place = readPlace(repositoryUrl);
  if (place === null) return null;
  const [, style] = styles.find(([name]) => name.test(place.host)) ?? [];
  return style ? style(`https://${place.host}/${place.path}`) : null;
}

/** From `https://host/owner/name.git`, `ssh://git@host:22/owner/name` or `git@host:owner/name.git`. */
function readPlace(repositoryUrl: string): { host: string; path: string } | null {
  const [, host, path] =
    /^(?:https?|ssh):\/\/(?:[^@/]*@)?([\w.-]+)(?::\d+)?\/(.+)$/.exec(repositoryUrl) ??
    /^[\w.-]+@([\w.-]+):([^/].*)$/.exec(repositoryUrl) ??
    [];
  if (!host || !path) return null;
  const name = path.replace(/\/+$/, "").replace(/\.git$/, "");
  return /^[\w./~-]+$/.test(name) ? { host: host.toLowerCase(), path: name } : null;
}
