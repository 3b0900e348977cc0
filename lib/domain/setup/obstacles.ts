/** What can stand between a worker's machine and a repository. */
export const repositoryObstacles = [
  "address",
  "no-branch",
  "unknown-name",
  "other-owner",
  "host-key",
  "login-refused",
  "refused",
  "silent",
  "no-repository",
  "broken-off",
  "disk-full",
  "damaged",
  "no-git",
  "other",
] as const;

/** What can stand between a worker's machine and a host of the fleet. */
export const hostObstacles = [
  "address",
  "private-key",
  "unknown-key",
  "changed-key",
  "login-refused",
  "refused",
  "silent",
  "unknown-name",
  "no-route",
  "no-common-algorithm",
  "broken-off",
  "no-command",
] as const;

export type RepositoryObstacle = (typeof repositoryObstacles)[number];
export type HostObstacle = (typeof hostObstacles)[number];
