import { access, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { SauronError } from "@/lib/errors";
import { removeDirectory } from "@/lib/integrations/processes/remove-directory";
import { describeGitFailure, findGitObstacle } from "./describe-git-failure";
import { commitFormat, readCommits } from "./read-commits";
import type { FetchedTrunk, MirrorCommit, RepositoryMirror } from "./repository-mirror";
import { type GitFailure, type GitResult, runGit } from "./run-git";
import { runRemoteGit } from "./run-remote-git";

export type GitMirrorOptions = {
  /** The bare repository; made at the first fetch. May be deleted at any time: it is only a copy. */
  directory: string;
  url: string;
  trunk: string;
  /** Ends whatever git is doing. */
  signal?: AbortSignal;
  /** Seconds a fetch may take. Default 120, the first one 1800. */
  fetchTimeoutSeconds?: number;
};

/** Own name for the fetched trunk, so that it can be renamed without one branch name standing in another's way. */
const trunkRef = "refs/sauron/trunk";
const firstFetchTimeoutSeconds = 1800;
const fetchTimeoutSeconds = 120;
const localTimeoutSeconds = 60;
const checkOutTimeoutSeconds = 600;

/** The mirror of a repository that git itself keeps. */
export function createGitMirror(options: GitMirrorOptions): RepositoryMirror {
  return {
    fetchTrunk: () => fetchTrunk(options),
    listTrunk: (range) => listTrunk(options, range),
    isOnTrunk: (ancestor, head) => isOnTrunk(options, ancestor, head),
    checkOut: (sha, directory) => checkOut(options, requireSha(sha), directory),
    removeCheckOut: (directory) => removeCheckOut(options, directory),
  };
}

async function fetchTrunk(options: GitMirrorOptions): Promise<FetchedTrunk> {
  try {
    const isNew = !(await exists(join(options.directory, "HEAD")));
    const made = isNew ? await createMirror(options) : null;
    if (made && !made.ok) return fail(options, made);
    const fetched = await runFetch(options, isNew);
    if (!fetched.ok) return fail(options, fetched);
    const head = await runLocal(options, ["rev-parse", "--verify", `${trunkRef}^{commit}`]);
    return head.ok ? { ok: true, head: head.stdout.trim() } : fail(options, head);
  } catch (error) {
    return { ok: false, reason: `The mirror in ${options.directory} cannot be written: ${(error as Error).message}` };
  }
}

/** A rewritten trunk is taken over as it is: the repository is the truth. Only this one ref is fetched, so none is left to prune. */
function runFetch(options: GitMirrorOptions, isNew: boolean): Promise<GitResult> {
  return runRemoteGit(options.url, {
    args: [
      ...["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"],
      ...["--", options.url, `+refs/heads/${options.trunk}:${trunkRef}`],
    ],
    gitDir: options.directory,
    timeoutSeconds: options.fetchTimeoutSeconds ?? (isNew ? firstFetchTimeoutSeconds : fetchTimeoutSeconds),
    signal: options.signal,
  });
}

/** Made aside and moved into place whole, so that two that make it at once, or a crash, leave no half of one. */
async function createMirror(options: GitMirrorOptions): Promise<GitResult> {
  const format = await findObjectFormat(options);
  if (!format.ok) return format;
  await mkdir(dirname(options.directory), { recursive: true });
  const aside = await mkdtemp(join(dirname(options.directory), `.${basename(options.directory)}-`));
  try {
    const args = ["init", "--bare", "--quiet", "--template=", `--object-format=${format.stdout}`, "--", aside];
    const made = await runGit({ args, gitDir: null, timeoutSeconds: localTimeoutSeconds, signal: options.signal });
    if (made.ok) await rename(aside, options.directory).catch(ignoreIfTaken);
    return made;
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

/** sha1 or sha256, by the length of the trunk's sha; a mirror cannot change it later. */
async function findObjectFormat(options: GitMirrorOptions): Promise<GitResult> {
  const found = await runRemoteGit(options.url, {
    args: ["ls-remote", "--exit-code", "--", options.url, `refs/heads/${options.trunk}`],
    gitDir: null,
    timeoutSeconds: options.fetchTimeoutSeconds ?? fetchTimeoutSeconds,
    signal: options.signal,
  });
  if (found.ok) return { ok: true, stdout: /^[0-9a-f]{64}\b/.test(found.stdout) ? "sha256" : "sha1" };
  const isMissing = found.failure.kind === "exit" && found.failure.code === 2;
  return isMissing
    ? { ok: false, failure: { kind: "exit", code: 2, stderr: "fatal: couldn't find remote ref" } }
    : found;
}

function ignoreIfTaken(error: NodeJS.ErrnoException): void {
  if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
}

async function listTrunk(
  options: GitMirrorOptions,
  { after, head, limit }: { after: string | null; head: string; limit: number },
): Promise<MirrorCommit[]> {
  const range = after === null ? [requireSha(head)] : [requireSha(head), `^${requireSha(after)}`];
  const args = ["log", "--first-parent", "--reverse", `--max-count=${limit}`, "-z", "--no-patch", "--encoding=UTF-8"];
  const listed = await runLocal(options, [...args, `--format=${commitFormat}`, ...range, "--"]);
  if (!listed.ok) throw new SauronError("unavailable", describeGitFailure(listed.failure, options));
  return readCommits(listed.stdout);
}

/**
 * Walks first parents from `head`, leaving out all that `ancestor` itself is built on: when `ancestor` is met, it is
 * the last. (`merge-base --is-ancestor` would follow merged branches too.)
 */
async function isOnTrunk(options: GitMirrorOptions, ancestor: string, head: string): Promise<boolean> {
  const known = await runLocal(options, ["cat-file", "-e", `${requireSha(ancestor)}^{commit}`]);
  if (!known.ok) return false;
  const args = ["rev-list", "--first-parent", requireSha(head), "--not", `${ancestor}^@`, "--"];
  const walked = await runLocal(options, args);
  if (!walked.ok) throw new SauronError("unavailable", describeGitFailure(walked.failure, options));
  return walked.stdout.trimEnd().endsWith(ancestor);
}

/**
 * A work tree of the mirror, without a branch. Another worker's mirror may have seen the commit first: then this one
 * fetches. No hook runs, and submodules stay empty.
 */
async function checkOut(
  options: GitMirrorOptions,
  sha: string,
  directory: string,
): Promise<{ ok: true } | { ok: false; reason: string }> {
  if (!(await hasCommit(options, sha))) await fetchTrunk(options);
  // What has not landed is asked for by its name.
  if (!(await hasCommit(options, sha))) await fetchCommit(options, sha);
  const added = await runGit({
    args: ["worktree", "add", "--quiet", "--detach", "--", directory, sha],
    gitDir: options.directory,
    timeoutSeconds: checkOutTimeoutSeconds,
    signal: options.signal,
  });
  return added.ok ? { ok: true } : { ok: false, reason: describeCheckOut(added.failure, options) };
}

async function hasCommit(options: GitMirrorOptions, sha: string): Promise<boolean> {
  return (await runLocal(options, ["cat-file", "-e", `${sha}^{commit}`])).ok;
}

/** Most git hosts give out every commit they have, on whatever branch; no ref keeps it here. */
function fetchCommit(options: GitMirrorOptions, sha: string): Promise<GitResult> {
  return runRemoteGit(options.url, {
    args: [
      ...["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"],
      ...["--", options.url, sha],
    ],
    gitDir: options.directory,
    timeoutSeconds: options.fetchTimeoutSeconds ?? fetchTimeoutSeconds,
    signal: options.signal,
  });
}

function describeCheckOut(failure: GitFailure, options: GitMirrorOptions): string {
  const isUnknown = failure.kind === "exit" && /invalid reference|bad object|unable to read tree/.test(failure.stderr);
  return isUnknown ? "The repository no longer has this commit." : describeGitFailure(failure, options);
}

async function removeCheckOut(options: GitMirrorOptions, directory: string): Promise<void> {
  await removeDirectory(directory);
  // Forgets every work tree whose directory is gone; one that is just being added is locked.
  await runLocal(options, ["worktree", "prune", "--expire=now"]);
}

function runLocal(options: GitMirrorOptions, args: string[]): Promise<GitResult> {
  return runGit({ args, gitDir: options.directory, timeoutSeconds: localTimeoutSeconds, signal: options.signal });
}

function fail(options: GitMirrorOptions, { failure }: GitResult & { ok: false }): FetchedTrunk {
  const lacksTrunk = findGitObstacle(failure) === "no-branch";
  return { ok: false, reason: describeGitFailure(failure, options), ...(lacksTrunk && { lacksTrunk }) };
}

function requireSha(text: string): string {
  if (!/^([0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) throw new SauronError("bad-request", `"${text}" is not a full sha.`);
  return text;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
