import { hideSecrets } from "@/lib/domain/repository/repository-url";
import type { RepositoryObstacle } from "@/lib/domain/setup/obstacles";
import type { GitFailure } from "./run-git";

/** What git was asked to reach, for the sentence. */
export type GitTarget = { url: string; trunk: string };

/** What git says (in the C locale) and what it means; the first that matches is taken. */
const meanings: [obstacle: RepositoryObstacle, pattern: RegExp, sentence: (target: GitTarget) => string][] = [
  [
    "no-branch",
    /couldn't find remote ref|Remote branch .* not found/i,
    ({ trunk, url }) => `The repository ${url} has no branch "${trunk}".`,
  ],
  ["unknown-name", /Could not resolve host(name)?|Name or service not known/i, unknownName],
  [
    "address",
    /returned error: 30[12378]\b/i,
    ({ url }) => `The server of ${url} sends to another address; write that one (it may only lack .git at its end).`,
  ],
  [
    "other-owner",
    /dubious ownership/i,
    ({ url }) =>
      `The repository ${url} belongs to another user; \`git config --global --add safe.directory\` allows it.`,
  ],
  [
    "host-key",
    /Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED/i,
    ({ url }) => `The SSH host key of ${url} is not known, or has changed.`,
  ],
  [
    "login-refused",
    /Permission denied \(|Authentication failed|could not read (Username|Password)|terminal prompts disabled|error: 40[13]\b/i,
    ({ url }) => `The repository ${url} does not accept the credentials it is given.`,
  ],
  ["refused", /Connection refused|Failed to connect|Couldn't connect/i, ({ url }) => `${url} refuses the connection.`],
  [
    "silent",
    /Connection timed out|Operation timed out|No route to host|Network is unreachable|Operation too slow/i,
    ({ url }) => `${url} does not answer.`,
  ],
  [
    "no-repository",
    /does not appear to be a git repository|Repository not found|repository '.*' (does not exist|not found)|not valid: is this a git repository/i,
    ({ url }) => `There is no git repository at ${url}.`,
  ],
  [
    "broken-off",
    /Connection (reset|closed)|hung up|early EOF|unexpected disconnect/i,
    ({ url }) => `${url} broke the connection off.`,
  ],
  ["disk-full", /No space left on device/i, () => "The disk with the mirror is full."],
  [
    "damaged",
    /fsck|bad object|unpack-objects failed|invalid index-pack|index-pack failed|loose object .* is corrupt/i,
    ({ url }) => `What ${url} sent, or its mirror here, is damaged.`,
  ],
];

/** What stood in the way of a call, so that help can be given. */
export function findGitObstacle(failure: GitFailure): RepositoryObstacle {
  if (failure.kind === "timeout") return "silent";
  if (failure.kind === "start") return "no-git";
  if (failure.kind === "refused") return "address";
  if (failure.kind === "unknown-name") return "unknown-name";
  if (failure.kind !== "exit") return "other";
  return meanings.find(([, pattern]) => pattern.test(failure.stderr))?.[0] ?? "other";
}

/** Why a call failed, as one sentence without secrets. */
export function describeGitFailure(failure: GitFailure, target: GitTarget): string {
  const shown = { ...target, url: hideSecrets(target.url) };
  switch (failure.kind) {
    case "timeout":
      return `Git got no answer from ${shown.url} within ${failure.seconds} s.`;
    case "start":
      return /not found/.test(failure.message)
        ? "Git is not installed, or not on the PATH."
        : `Git cannot be started: ${failure.message}`;
    case "refused":
      return failure.reason;
    case "unknown-name":
      return unknownName(shown);
    case "flood":
      return `Git printed more than can be read for ${shown.url}.`;
    case "stopped":
      return "Reading the repository was stopped.";
    case "exit": {
      const meaning = meanings.find(([, pattern]) => pattern.test(failure.stderr));
      return meaning ? meaning[2](shown) : describeUnknown(failure, shown);
    }
  }
}

function unknownName({ url }: GitTarget): string {
  return `The host of ${url} is not known by that name.`;
}

function describeUnknown({ code, stderr }: GitFailure & { kind: "exit" }, { url }: GitTarget): string {
  const lines = stderr.split("\n").map((line) => line.trim());
  const line = lines.find((each) => /^(fatal|error): /.test(each)) ?? lines.findLast((each) => each !== "");
  const words = hideSecrets(line ?? `exit code ${code}`).replace(/^(fatal|error): /, "");
  return `Git could not read ${url}: ${words.slice(0, 300)}`;
}
