import { z } from "zod";
import { rolloutStates } from "../domain/rollout/states";
import { actorSchema } from "./views";

const time = z.iso.datetime();
const sha = z.string();

/** A commit as history tells of it. */
export const pastCommitSchema = z.object({
  sha,
  title: z.string(),
  author: z.string(),
  bad: z.object({ reason: z.string(), by: z.string() }).nullable(),
  revertedBy: sha.nullable(),
});

const rolloutKind = z.enum(["forward", "backlog", "rollback"]);

/** What a project ran at a moment, what was under way, and what had changed before. */
export const pastViewSchema = z.object({
  project: z.string(),
  /** The moment it tells of. */
  at: time,
  /** When recording began; null = nothing is recorded. */
  recordedSince: time.nullable(),
  /** The answer in words; it says so when the moment lies before the first record. */
  sentence: z.string(),
  /** Hosts by what they ran, most first; revision null = nobody could tell. */
  fleet: z.array(
    z.object({
      revision: sha.nullable(),
      hosts: z.number().int(),
      /** Numbers of the rollouts that had brought it. */
      rollouts: z.array(z.number().int()),
      /** Null = the trunk does not have it. */
      commit: pastCommitSchema.nullable(),
    }),
  ),
  /** Rollouts under way, in the state and the stage of that moment. */
  inFlight: z.array(
    z.object({
      number: z.number().int(),
      kind: rolloutKind,
      toRevision: sha,
      state: z.enum(rolloutStates),
      stage: z.string().nullable(),
    }),
  ),
  /** From here to `at` lies what `rollouts` and `events` tell. */
  changedSince: time,
  /** Newest first; `state` is what became of it by now, `commits` are its newest. */
  rollouts: z.array(
    z.object({
      number: z.number().int(),
      kind: rolloutKind,
      state: z.enum(rolloutStates),
      startedAt: time.nullable(),
      endedAt: time.nullable(),
      toRevision: sha,
      commitCount: z.number().int(),
      commits: z.array(pastCommitSchema),
    }),
  ),
  /** Newest first: freezes, halts, marks, hosts set aside, project files. */
  events: z.array(z.object({ at: time, event: z.string(), actor: actorSchema, reason: z.string().nullable() })),
  serverTime: time,
});

const hostShare = z.object({ ran: z.number().int(), total: z.number().int(), unknown: z.number().int() });

/** Commits whose spread over the hosts fits an error, best first. */
export const suspectsViewSchema = z.object({
  project: z.string(),
  since: time,
  until: time.nullable(),
  hosts: z.array(z.string()).nullable(),
  recordedSince: time.nullable(),
  /** The answer in words, also when nothing matches. */
  sentence: z.string(),
  suspects: z.array(
    pastCommitSchema.extend({
      /** 0 to 100; from 50 on it fits. */
      score: z.number().int(),
      /** Why, one sentence for each part of the score. */
      reasons: z.array(z.string()),
      /** When it reached the first host (where the error was seen). */
      firstAt: time,
      /** Of the hosts where the error was seen; null = nobody said. */
      affected: hostShare.nullable(),
      others: hostShare.nullable(),
      /** Rollouts that brought it, newest first. */
      rollouts: z.array(z.number().int()),
    }),
  ),
  /** How many there are beyond those. */
  more: z.number().int(),
  serverTime: time,
});

export type PastCommit = z.infer<typeof pastCommitSchema>;
export type PastView = z.infer<typeof pastViewSchema>;
export type SuspectsView = z.infer<typeof suspectsViewSchema>;
