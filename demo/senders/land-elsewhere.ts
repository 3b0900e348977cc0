import type { Landing } from "../messenger";
import { runGit } from "../repository/run-git";
import { trunk } from "../repository/service-repository";
import type { Push } from "./hook";

/** Branches beside the trunk, which nobody deploys. */
const otherBranches = ["release", "try-new-feed"] as const;

const none = "0".repeat(40);

/** Puts a commit on one of the other branches of the origin, each in its turn. */
export async function landElsewhere(origin: string, turn: number, { author }: Landing): Promise<Push> {
  const branch = otherBranches[turn % otherBranches.length] ?? otherBranches[0];
  const git = (args: string[], env?: Record<string, string>) => runGit(args, { cwd: origin, ...(env && { env }) });
  const tip = await git(["rev-parse", "--verify", "--quiet", `refs/heads/${branch}`]).catch(() => null);
  const parent = tip ?? (await git(["rev-parse", trunk]));
  const message = `Try something on ${branch}`;
  const after = await git(["commit-tree", `${parent}^{tree}`, "-p", parent, "-m", message], {
    GIT_AUTHOR_NAME: author.name,
    GIT_AUTHOR_EMAIL: author.email,
    GIT_COMMITTER_NAME: author.name,
    GIT_COMMITTER_EMAIL: author.email,
  });
  await git(["update-ref", `refs/heads/${branch}`, after]);
  return { branch, before: tip ?? none, after, author, message, at: new Date() };
}
