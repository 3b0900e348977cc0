import { z } from "zod";

/** What a rollback would be, and what an ended rollout has left on the fleet. */
const time = z.iso.datetime();
const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

const removedCommitSchema = z.object({
  sha,
  title: z.string(),
  author: z.string(),
  /** Why it says of itself that it is unsafe to take back; null = it does not. */
  unsafe: z.string().nullable(),
});

export const rollbackCandidateSchema = z.object({
  revision: sha,
  title: z.string(),
  /** The newest rollout that brought it, and when that ended. */
  number: z.number().int(),
  endedAt: time.nullable(),
  /** Only a good one is taken unless a person says otherwise. */
  isGood: z.boolean(),
  /** e.g. "#1841 was done, every stage passed", "#1840 failed" */
  verdict: z.string(),
});

export const rollbackPreviewSchema = z.object({
  project: z.string(),
  /** The rollout that is taken back. */
  undoes: z.object({ number: z.number().int(), state: z.string() }),
  fromRevision: sha,
  toRevision: sha,
  toTitle: z.string(),
  /** What the revision it goes back to was worth when it was live; null = no rollout brought it to a host. */
  verdict: z.string().nullable(),
  candidates: z.array(rollbackCandidateSchema),
  /** Commits that leave production, oldest first: the newest 500 of them. */
  removed: z.array(removedCommitSchema),
  removedCount: z.number().int(),
  /** Hosts that are taken back, and those that run the target already. */
  hosts: z.object({ affected: z.number().int(), there: z.number().int() }),
  stages: z.array(z.object({ name: z.string(), hosts: z.number().int(), watched: z.boolean() })),
  /** Hosts at the same time, where all go in one stroke. */
  concurrency: z.number().int(),
  /** Null = no host was ever deployed, so nobody can tell. */
  expectedSeconds: z.number().nullable(),
  /** What it risks beyond what any rollback does; a person accepts them. */
  risks: z.array(z.string()),
  refusal: z.string().nullable(),
  /** The rollout that has to end first; it can be aborted and rolled back in one go. */
  inTheWay: z.object({ number: z.number().int(), state: z.string() }).nullable(),
  /** A freeze is in force; it does not stop a rollback. */
  freeze: z.string().nullable(),
  serverTime: time,
});

/** A fleet whose hosts do not run one revision, and what a person can do about it. */
export const mixedFleetSchema = z.object({
  /** Most first; revision null = nobody can tell. */
  fleet: z.array(z.object({ revision: z.string().nullable(), hosts: z.number().int(), setAside: z.boolean() })),
  /** The rollout that left it so. */
  rollout: z.number().int(),
  kind: z.enum(["forward", "backlog", "rollback"]),
  state: z.enum(["succeeded", "failed", "aborted"]),
  /** Roll the same revision on to the hosts that do not run it. */
  finish: z.object({ toRevision: sha, hosts: z.number().int(), refusal: z.string().nullable() }),
  /** Null = there is nothing good to go back to, or finishing is the way back. */
  rollBack: z.object({ toRevision: sha, hosts: z.number().int() }).nullable(),
  /** A person has accepted it. */
  left: z.object({ by: z.string(), at: time, reason: z.string() }).nullable(),
});

export type RollbackCandidateView = z.infer<typeof rollbackCandidateSchema>;
export type RollbackPreview = z.infer<typeof rollbackPreviewSchema>;
export type MixedFleetView = z.infer<typeof mixedFleetSchema>;
