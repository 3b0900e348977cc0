import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { Fact } from "./interpretation";
import { findSha, readSha } from "./read-sha";
import { readShape } from "./read-shape";

/** Where a side of a change lies; a repository that is gone is not named. */
const repositorySchema = z.object({ full_name: z.string().nullish() }).nullish();

const pullRequestSchema = z.object({
  number: z.number().int(),
  pull_request: z.object({
    state: z.string(),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    head: z.object({ sha: z.string(), repo: repositorySchema }),
    base: z.object({ ref: z.string(), repo: repositorySchema }),
  }),
});

/** A change as GitHub, Gitea and Forgejo tell it. */
export function readPullRequest(payload: unknown): Fact {
  const { number, pull_request: change } = readShape(pullRequestSchema, payload);
  return {
    fact: "change",
    number,
    headSha: readSha(change.head.sha, "The change's head"),
    fromFork: isFromFork(change),
    baseBranch: storableText(change.base.ref),
    state: change.merged ? "merged" : change.state === "open" ? "open" : "closed",
    landedSha: change.merged ? findSha(change.merge_commit_sha) : null,
  };
}

type Side = { repo?: z.infer<typeof repositorySchema> };

/** What is not named counts as another repository. */
function isFromFork({ head, base }: { head: Side; base: Side }): boolean {
  const name = head.repo?.full_name;
  return !name || name !== base.repo?.full_name;
}
