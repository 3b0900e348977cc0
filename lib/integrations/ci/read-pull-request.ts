import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { Fact } from "./interpretation";
import { findSha, readSha } from "./read-sha";
import { readShape } from "./read-shape";

const pullRequestSchema = z.object({
  number: z.number().int(),
  pull_request: z.object({
    state: z.string(),
    merged: z.boolean().nullish(),
    merge_commit_sha: z.string().nullish(),
    head: z.object({ sha: z.string() }),
    base: z.object({ ref: z.string() }),
  }),
});

/** A change as GitHub, Gitea and Forgejo tell it. */
export function readPullRequest(payload: unknown): Fact {
  const { number, pull_request: change } = readShape(pullRequestSchema, payload);
  return {
    fact: "change",
    number,
    headSha: readSha(change.head.sha, "The change's head"),
    baseBranch: storableText(change.base.ref),
    state: change.merged ? "merged" : change.state === "open" ? "open" : "closed",
    landedSha: change.merged ? findSha(change.merge_commit_sha) : null,
  };
}
