import { z } from "zod";

/** A commit of the queue in `sauron plan`; times in epoch seconds. */
const queuedCommitSchema = z.strictObject({
  sha: z.string().min(1).max(200),
  landedAt: z.number(),
  tests: z.enum(["passed", "failed", "errored", "cancelled", "pending", "running"]),
  bad: z.boolean().optional(),
  /** Sha of the commit in the queue that undoes this bad one. */
  revertedBy: z.string().nullish(),
});

/** One input line of `sauron plan`. */
export const planRequestSchema = z.strictObject({
  now: z.number(),
  policy: z.strictObject({
    maxCommits: z.int().min(1),
    goalSeconds: z.number().min(0),
    rolloutSeconds: z.number().positive(),
  }),
  /** Oldest first. */
  queue: z.array(queuedCommitSchema),
});

export type PlanRequest = z.infer<typeof planRequestSchema>;
