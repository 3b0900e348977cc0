import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { Fact, PushedCommit } from "./interpretation";
import { findSha, isNoSha, readSha } from "./read-sha";
import { findTime, toWholeSeconds } from "./read-time";
import type { TrackedProject } from "./sender";

/** A commit as GitHub, GitLab, Gitea and Forgejo list it. */
export const listedCommitSchema = z.object({
  id: z.string(),
  message: z.string().nullish(),
  timestamp: z.string().nullish(),
  author: z.object({ name: z.string().nullish(), email: z.string().nullish() }).nullish(),
});

export type ListedCommit = z.infer<typeof listedCommitSchema>;

export type ToldPush = {
  ref: string;
  before: unknown;
  after: unknown;
  forced: boolean | null;
  commits: readonly ListedCommit[];
  /** How many commits there were, where the sender says so. */
  total?: number | null | undefined;
};

/**
 * What a push to any ref means: only one to the trunk is of use, and whether it is said before its shas are looked at,
 * so that nothing outside is read further than needed.
 *
 * @throws SauronError "bad-request" when its shas are none
 */
export function readPush(push: ToldPush, project: TrackedProject): Fact {
  const place = placeOfRef(push.ref, project);
  if (place !== "trunk") return { fact: "ignored", reason: place };
  const branch = project.trunk;
  const after = readSha(push.after, "The new head of the branch");
  const before = readSha(push.before, "The old head of the branch");
  if (isNoSha(after)) return { fact: "branch-deleted", branch };
  const commits = listOldestFirst(push.commits);
  const created = isNoSha(before);
  const isWhole = push.total ? push.total <= push.commits.length : commits.some((commit) => commit.sha === after);
  const needsFetch = created || push.forced === true || !isWhole;
  return { fact: "push", branch, before, after, created, forced: push.forced, commits, needsFetch };
}

/** Where a ref lies; old servers name a branch without `refs/heads/`. */
export function placeOfRef(
  ref: string,
  { trunk }: TrackedProject,
): "trunk" | "untracked-branch" | "tag" | "not-a-branch" {
  if (ref.startsWith("refs/tags/")) return "tag";
  if (ref.startsWith("refs/") && !ref.startsWith("refs/heads/")) return "not-a-branch";
  return ref.replace(/^refs\/heads\//, "") === trunk ? "trunk" : "untracked-branch";
}

/** Each commit once, by time: some senders list the newest first. */
function listOldestFirst(listed: readonly ListedCommit[]): PushedCommit[] {
  const commits = new Map<string, PushedCommit & { at: number }>();
  for (const commit of listed) {
    const sha = findSha(commit.id);
    const at = findTime(commit.timestamp);
    if (sha === null || commits.has(sha)) continue;
    commits.set(sha, {
      sha,
      authorName: storableText(commit.author?.name ?? ""),
      authorEmail: storableText(commit.author?.email ?? ""),
      message: storableText(commit.message ?? ""),
      time: toWholeSeconds(at ?? new Date(0)),
      at: at?.getTime() ?? 0,
    });
  }
  return [...commits.values()].sort((a, b) => a.at - b.at).map(({ at: _, ...commit }) => commit);
}
