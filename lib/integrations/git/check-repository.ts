import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RepositoryFinding } from "@/lib/contracts/checks";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { describeRepositoryHelp } from "@/lib/domain/setup/describe-obstacle";
import type { RepositoryObstacle } from "@/lib/domain/setup/obstacles";
import { describeGitFailure, findGitObstacle, type GitTarget } from "./describe-git-failure";
import { type GitFailure, runGit } from "./run-git";
import { runRemoteGit } from "./run-remote-git";

const timeoutSeconds = 30;

type Failed = Extract<RepositoryFinding, { state: "failed" }>;
type NewestCommit = Extract<RepositoryFinding, { state: "passed" }>["commit"];

/**
 * Looks at a repository as a fetch would: whether it answers, has the trunk, and which commit is the newest there. Keeps
 * nothing. Never throws for what git or the network does.
 */
export async function checkRepository(target: GitTarget, signal?: AbortSignal): Promise<RepositoryFinding> {
  const asked = ["ls-remote", "--symref", "--", target.url, "HEAD", `refs/heads/${target.trunk}`];
  const listed = await runRemoteGit(target.url, { args: asked, gitDir: null, timeoutSeconds, signal });
  if (!listed.ok) return describeFailed(target, listed.failure);
  const { head, defaultBranch } = readHeads(listed.stdout, target.trunk);
  if (head === null) return describeNoBranch(target, defaultBranch);
  const commit = await readNewestCommit(target, head, signal);
  const url = hideSecrets(target.url);
  const newest = commit ? `: "${commit.subject}" by ${commit.author}` : "";
  return { state: "passed", text: `${url} answers; ${target.trunk} is at ${head.slice(0, 7)}${newest}.`, head, commit };
}

function readHeads(output: string, trunk: string): { head: string | null; defaultBranch: string | null } {
  const head =
    output
      .split("\n")
      .find((line) => line.endsWith(`\trefs/heads/${trunk}`))
      ?.split("\t", 1)[0] ?? null;
  const defaultBranch = /^ref: refs\/heads\/(\S+)\tHEAD$/m.exec(output)?.[1] ?? null;
  return { head, defaultBranch };
}

/** Only this commit, without files where the other side can leave them out; null when it cannot be had alone. */
async function readNewestCommit(target: GitTarget, head: string, signal?: AbortSignal): Promise<NewestCommit> {
  const aside = await mkdtemp(join(tmpdir(), "sauron-check-")).catch(() => null);
  if (aside === null) return null;
  const run = (args: string[], gitDir: string | null) => runGit({ args, gitDir, timeoutSeconds, signal });
  try {
    const format = head.length === 64 ? "sha256" : "sha1";
    await run(["init", "--bare", "--quiet", "--template=", `--object-format=${format}`, "--", aside], null);
    const args = [
      ...["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"],
      ...["--depth=1", "--filter=tree:0", "--", target.url, `+refs/heads/${target.trunk}:refs/sauron/trunk`],
    ];
    const fetched = await runRemoteGit(target.url, { args, gitDir: aside, timeoutSeconds, signal });
    if (!fetched.ok) return null;
    const fields = "--format=%s%x00%an%x00%ct";
    const shown = await run(["log", "-1", "--no-patch", "--encoding=UTF-8", fields, "refs/sauron/trunk", "--"], aside);
    const [subject, author, committed] = shown.ok ? shown.stdout.trimEnd().split("\0") : [];
    if (subject === undefined || author === undefined) return null;
    return { subject, author, committedAt: new Date(Number(committed) * 1000).toISOString() };
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
}

function describeNoBranch(target: GitTarget, defaultBranch: string | null): Failed {
  const url = hideSecrets(target.url);
  const instead = defaultBranch ? ` Its main branch is "${defaultBranch}".` : " It has no commit yet.";
  return { ...failed("no-branch", `The repository ${url} has no branch "${target.trunk}".${instead}`), defaultBranch };
}

function describeFailed(target: GitTarget, failure: GitFailure): Failed {
  return failed(findGitObstacle(failure), describeGitFailure(failure, target));
}

function failed(obstacle: RepositoryObstacle, text: string): Failed {
  return { state: "failed", obstacle, text, help: describeRepositoryHelp(obstacle), defaultBranch: null };
}
