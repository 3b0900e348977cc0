import type { HostObstacle, RepositoryObstacle } from "./obstacles";

const repositoryHelp = {
  address: "Write an https:// or ssh:// address, git@host:path, or the path of a repository on the worker's machine.",
  "no-branch": "Name the branch that deploys as the trunk.",
  "unknown-name": "Look for a typing mistake in the host's name, or at the name server of the worker's machine.",
  "other-owner": "Give the repository to the user that Sauron runs as, or run the command named there as that user.",
  "host-key":
    "Run `ssh-keyscan HOST >> ~/.ssh/known_hosts` as the user that Sauron runs as, and compare the key with the one the host's owner publishes.",
  "login-refused":
    "Give the user that Sauron runs as access: a deploy key in its ~/.ssh for git@ and ssh:// addresses, a credential helper of git for https://.",
  refused: "Nothing listens there: look at host and port, and at firewalls on the way.",
  silent: "Look at host and port, and at firewalls between the worker's machine and there.",
  "no-repository":
    "Look at the path. Git hosts also answer like this to those who have no access: then give Sauron a deploy key or a token.",
  "broken-off": "Try again; if it stays so, the other side's log says why.",
  "disk-full": "Make room on the disk of the worker's machine.",
  damaged: "Run `git fsck` on the repository.",
  "no-git": "Install git on the worker's machine, so that it is on the PATH.",
  other: "Run `git ls-remote` with this address on the worker's machine, as the user that Sauron runs as.",
} as const satisfies Record<RepositoryObstacle, string>;

const hostHelp = {
  address: "Write the name or address of a machine of your fleet.",
  "private-key":
    "Make one with `ssh-keygen -t ed25519 -N '' -f PATH` on the worker's machine, readable by the user that Sauron runs as.",
  "unknown-key":
    "Compare the fingerprint with what `ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub` prints on the host itself (the file is named after the kind of key), and pin it only when both are the same.",
  "changed-key":
    "The host was set up anew, or another machine answers in its place. Find out which, and pin the new key only when you know.",
  "login-refused":
    "Add the public half of the private key to ~/.ssh/authorized_keys of this user on the host, and look at the user's name.",
  refused: "Nothing listens there: look at the port and whether sshd runs.",
  silent: "Look at address and port, and at firewalls between the worker's machine and the host.",
  "unknown-name": "Look for a typing mistake in the name, or at the name server of the worker's machine.",
  "no-route": "The worker's machine has no way to this network.",
  "no-common-algorithm":
    "Let its sshd offer an ECDH key exchange on NIST P-256 or Curve25519 and an Ed25519, ECDSA or RSA key.",
  "broken-off": "Look at the log of the host's sshd: it may allow too few connections at a time, or not this address.",
  "no-command": "Give the user a login shell that runs commands: the deploy steps need one.",
} as const satisfies Record<HostObstacle, string>;

/** What a person does about an obstacle to a repository. */
export function describeRepositoryHelp(obstacle: RepositoryObstacle): string {
  return repositoryHelp[obstacle];
}

/** What a person does about an obstacle to a host. */
export function describeHostHelp(obstacle: HostObstacle): string {
  return hostHelp[obstacle];
}
