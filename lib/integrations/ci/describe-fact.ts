import { shortSha } from "@/lib/domain/commit/short-sha";
import type { Fact, IgnoredReason, TestFact } from "./interpretation";

const ignored = {
  tag: "a tag",
  "untracked-branch": "a branch that is not the trunk",
  "not-a-branch": "a ref that is no branch",
  "event-not-used": "an event without use here",
  "job-level-event": "a part of a run; the run as a whole counts",
  "no-sha": "it names no commit",
  "bad-sha": "what it names as its commit is no sha",
  "not-a-test-label": "a label that is no test",
  "other-repository": "another repository",
  "nothing-changed": "nothing changed",
} as const satisfies Record<IgnoredReason, string>;

/** Facts that are told by themselves; what a test or a lookup says also depends on what is stored. */
type PlainFact = Exclude<Fact, TestFact | { fact: "lookup" }>;

/** A fact of a delivery as a sentence for the list of deliveries. */
export function describeFact(fact: PlainFact): string {
  switch (fact.fact) {
    case "push":
      return `Push to ${fact.branch}: ${describeRange(fact)}`;
    case "branch-deleted":
      return `Branch ${fact.branch} was deleted`;
    case "change":
      return describeChange(fact);
    case "commit":
      return `Commit ${shortSha(fact.sha)} is in the repository, which is looked at`;
    case "ping":
      return "Ping: the sender reaches Sauron";
    case "ignored":
      return `Ignored: ${ignored[fact.reason]}`;
    default:
      return fact satisfies never;
  }
}

function describeRange({ before, after, created, forced }: Extract<Fact, { fact: "push" }>): string {
  const range = created ? `new at ${shortSha(after)}` : `${shortSha(before)}..${shortSha(after)}`;
  return forced ? `${range}, rewritten` : range;
}

function describeChange({ number, state, headSha, landedSha }: Extract<Fact, { fact: "change" }>): string {
  const landed = landedSha === null ? "" : ` as ${shortSha(landedSha)}`;
  const at = headSha === null ? "" : `, at ${shortSha(headSha)}`;
  return `Change ${number} is ${state}${landed}${at}`;
}

/** An object that is only named: whether its sender is asked what happened to it, or why that failed. */
export function describeLookup(object: string, asking: "asked" | "no-api" | { failure: string }): string {
  const named = `Names ${object} without saying what happened to it`;
  if (asking === "asked") return `${named}; its sender is asked`;
  if (asking === "no-api") return `${named}; give its source an API with a token, then read this delivery again`;
  return `${named}, and asking failed: ${asking.failure} It is asked again with growing pauses, for a day`;
}

/**
 * A test result as a sentence.
 * @param stored the attempt it was stored as, null = it is of an older run; and whether its commit is on the trunk
 */
export function describeTest(
  { context, sha, status }: TestFact & { sha: string },
  stored: { attempt: number | null; matched: boolean },
): string {
  const attempt = stored.attempt === null ? "an older run, which no longer counts" : `attempt ${stored.attempt}`;
  const missing = stored.matched ? "" : "; the trunk does not have this commit yet";
  return `Test ${context} of ${shortSha(sha)}: ${describeVerdict(status)} (${attempt})${missing}`;
}

/** A result that names only its build, of which nothing was told before. */
export function describeUnknownBuild({ context, status, externalId }: TestFact): string {
  return `Test ${context}: ${describeVerdict(status)}, but nothing told before which commit ${externalId} is of`;
}

function describeVerdict(status: TestFact["status"]): string {
  return status === "unknown" ? "no verdict" : status;
}
