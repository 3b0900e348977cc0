import type { TestFact } from "./interpretation";

/**
 * What the run of a tag says of its commit: nothing, as a tag runs another configuration of it. Without a name and times
 * of its own it begins no attempt, so it neither hides the verdict of the branch's run nor outdates one that comes later.
 */
export const runOfTag = {
  status: "unknown",
  externalId: null,
  startedAt: null,
  finishedAt: null,
} as const satisfies Partial<TestFact>;
