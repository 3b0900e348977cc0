import { z } from "zod";
import { hostOrders } from "../domain/fleet/order-hosts";
import { commitViewSchema, decisionViewSchema, queuedCommitViewSchema } from "./views";

/** What the automation decided, would decide next, and what a person may decide instead of it. */
const time = z.iso.datetime();
const sha = z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/);

export const forecastRolloutSchema = z.object({
  /** 1 = the next one. */
  place: z.number().int(),
  /** Oldest first; the last is the target. */
  shas: z.array(sha),
  startsAt: time,
  endsAt: time,
  /** What has to happen for it, e.g. "if the tests of 77ab01c pass"; null = nothing. */
  assumes: z.string().nullable(),
});

/** The selection run ahead over the queue as it stands. */
export const forecastViewSchema = z.object({
  rollouts: z.array(forecastRolloutSchema),
  /** Commits that no rollout takes as things stand, with the reason. */
  waiting: z.array(z.object({ sha, code: z.string(), text: z.string() })),
  expectedRolloutSeconds: z.number(),
  computedAt: time,
});

/** A page of what waits, oldest first. */
export const queuePageSchema = z.object({
  queue: z.array(queuedCommitViewSchema),
  /** How many wait behind these. */
  newer: z.number().int(),
  serverTime: time,
});

/** A look of the automation that changed its mind, as it was stored. */
export const decisionRecordSchema = decisionViewSchema
  .pick({ action: true, sentence: true, gates: true })
  .extend({ id: z.number().int(), at: time, inputs: z.record(z.string(), z.unknown()) });

export const freezeRecordSchema = z.object({
  id: z.number().int(),
  reason: z.string(),
  by: z.string(),
  since: time,
  expiresAt: time,
  lifted: z.object({ at: time, by: z.string() }).nullable(),
});

/** One stage of a rollout that has not started. */
const previewedStageSchema = z.object({
  name: z.string(),
  hosts: z.number().int(),
  /** In the order in which they are taken. */
  hostNames: z.array(z.string()),
  order: z.enum(hostOrders),
  /** Hosts deployed at the same time. */
  concurrency: z.number().int(),
  /** Share of its own hosts that may fail; null = only the limit of the whole rollout counts. */
  failurePercent: z.number().nullable(),
  /** How long it is waited once its hosts are deployed, and whether their numbers are judged; null = not at all. */
  bake: z.object({ seconds: z.number(), analysis: z.boolean() }).nullable(),
});

/** What a rollout to a commit of one's choice would be; the answer to it is bound to exactly this range. */
export const rolloutPreviewSchema = z.object({
  project: z.string(),
  /** Null before the first rollout. */
  fromRevision: sha.nullable(),
  toRevision: sha,
  /** Newest commit of the trunk when this was read. */
  trunkHead: sha,
  kind: z.enum(["forward", "backlog"]),
  /** So many commits the rollout takes along, and so many newer ones of the trunk stay behind. */
  counts: z.object({ included: z.number().int(), notIncluded: z.number().int() }),
  /** Commits the rollout takes along, oldest first: the newest 500 of them. */
  included: z.array(commitViewSchema),
  /** Newer commits of the trunk that stay behind, oldest first: the oldest 500 of them. */
  notIncluded: z.array(commitViewSchema),
  /** Every commit that could be the target, newest first. */
  candidates: z.array(commitViewSchema),
  /** Why the automation would not do this now; null = it would. */
  whyNotByItself: z.string().nullable(),
  /** Why nobody can start it now; null = one can. */
  refusal: z.string().nullable(),
  /** The target's own tests have not passed, or it lies past a bad or locked commit: needs a typed reason. */
  isRisky: z.boolean(),
  hosts: z.number().int(),
  stages: z.array(previewedStageSchema),
  /** Names of the hosts that take no part, as people have set them aside. */
  setAside: z.array(z.string()),
  /** What runs on each host, one after the other. */
  steps: z.array(
    z.object({
      step: z.string(),
      /** Program and arguments, or the length of a script; without passwords. */
      command: z.string(),
      timeoutSeconds: z.number(),
      /** Further tries when it fails. */
      retries: z.number().int(),
    }),
  ),
  /** Names of the variables the steps find; values are not told. */
  variables: z.array(z.string()),
  expectedSeconds: z.number(),
  /** What happens when the automation is left alone, e.g. 5 rollouts, 32 min; null = it does not get there as things stand. */
  alternative: z.object({ rollouts: z.number().int(), seconds: z.number(), text: z.string() }).nullable(),
  serverTime: time,
});

export type ForecastView = z.infer<typeof forecastViewSchema>;
export type DecisionRecord = z.infer<typeof decisionRecordSchema>;
export type FreezeRecord = z.infer<typeof freezeRecordSchema>;
export type RolloutPreview = z.infer<typeof rolloutPreviewSchema>;
export type QueuePage = z.infer<typeof queuePageSchema>;
