import { z } from "zod";
import { storableText } from "@/lib/domain/storable-text";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import type { Fact } from "./interpretation";
import { readSha } from "./read-sha";
import { readShape } from "./read-shape";
import { findTime } from "./read-time";

const statusSchema = z.object({
  sha: z.string(),
  context: z.string(),
  state: z.string(),
  target_url: z.string().nullish(),
  updated_at: z.string().nullish(),
});

/** A commit status as GitHub, Gitea and Forgejo tell it. */
export function readCommitStatus(payload: unknown, statusOf: (word: string) => TestRunStatus): Fact {
  const told = readShape(statusSchema, payload);
  const status = statusOf(told.state);
  const at = findTime(told.updated_at);
  const isFinished = status !== "pending";
  return {
    fact: "test",
    sha: readSha(told.sha, "The status's sha"),
    context: storableText(told.context),
    status,
    attempt: null,
    // A status has no run behind it: one context of a commit is one run, however often it is set.
    externalId: null,
    url: keepLink(told.target_url),
    startedAt: isFinished ? null : at,
    finishedAt: isFinished ? at : null,
  };
}
