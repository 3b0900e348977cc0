import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Author, Change } from "../story/changes";
import { runGit } from "./run-git";

export const trunk = "main";

/** The service's git repository: a bare origin, and the clone in which people work. */
export type ServiceRepository = {
  /** Path of the bare origin. */
  origin: string;
  /** Text of a file at the tip of the trunk. */
  readFile(path: string): string;
  /** Commits a change to the trunk and returns its sha. */
  land(change: Omit<Change, "kind">): Promise<string>;
  /** Undoes a commit as `git revert` does and returns the sha of the revert. */
  revert(sha: string, author: Author): Promise<string>;
  /** Writes the files of a commit to an empty directory. */
  export(sha: string, directory: string): Promise<void>;
  /** First-parent shas after `from` up to `to`, oldest first. */
  range(from: string, to: string): Promise<string[]>;
  head(): Promise<string>;
};

/** Opens the repository in `directory`; a missing one begins with one commit of the files in `template`. */
export async function openServiceRepository(directory: string, template: string): Promise<ServiceRepository> {
  const origin = join(directory, "origin.git");
  const work = join(directory, "work");
  if (!existsSync(join(work, ".git", "complete"))) await createRepository({ directory, origin, work, template });
  await rm(join(work, ".git", "index.lock"), { force: true });
  await runGit(["fetch", "--quiet", "origin"], { cwd: work });
  await runGit(["reset", "--quiet", "--hard", `origin/${trunk}`], { cwd: work });
  const push = async () => {
    await runGit(["push", "--quiet", "origin", `HEAD:${trunk}`], { cwd: work });
    return runGit(["rev-parse", "HEAD"], { cwd: work });
  };
  return {
    origin,
    readFile: (path) => readFileSync(join(work, path), "utf8"),
    async land(change) {
      await writeFile(join(work, change.path), change.text);
      await commitAll(work, change.author, change.message);
      return push();
    },
    async revert(sha, author) {
      // The newer side wins should something beside it have changed: a revert of the demo never stops at a conflict.
      await runGit(["revert", "--no-edit", "-X", "theirs", sha], { cwd: work, env: identity(author) });
      return push();
    },
    export: (sha, to) => exportCommit(origin, sha, to),
    async range(from, to) {
      const listed = await runGit(["rev-list", "--first-parent", "--reverse", `${from}..${to}`], { cwd: origin });
      return listed === "" ? [] : listed.split("\n");
    },
    head: () => runGit(["rev-parse", trunk], { cwd: origin }),
  };
}

type Places = { directory: string; origin: string; work: string; template: string };

async function createRepository({ directory, origin, work, template }: Places): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  await runGit(["init", "--quiet", "--bare", `--initial-branch=${trunk}`, origin], { cwd: directory });
  await runGit(["init", "--quiet", `--initial-branch=${trunk}`, work], { cwd: directory });
  await cp(template, work, { recursive: true });
  await runGit(["remote", "add", "origin", origin], { cwd: work });
  for (const cwd of [origin, work]) await runGit(["config", "gc.auto", "0"], { cwd });
  const founder = { name: "Mira Lindqvist", email: "mira@harbour.example" };
  await commitAll(work, founder, "Serve stories, a feed and a login");
  await runGit(["push", "--quiet", "origin", `HEAD:${trunk}`], { cwd: work });
  await writeFile(join(work, ".git", "complete"), "");
}

async function commitAll(work: string, author: Author, message: string): Promise<void> {
  await runGit(["add", "--all"], { cwd: work });
  await runGit(["commit", "--quiet", "--no-verify", "--message", message], { cwd: work, env: identity(author) });
}

function identity(author: Author): Record<string, string> {
  return {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  };
}

async function exportCommit(origin: string, sha: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  const env = { GIT_INDEX_FILE: `${to}.index` };
  try {
    await runGit([`--work-tree=${to}`, "checkout", "--quiet", "--force", sha, "--", "."], { cwd: origin, env });
  } finally {
    await rm(`${to}.index`, { force: true });
  }
}
