import { z } from "zod";
import { automationModes } from "../domain/automation/modes";
import { rolloutQuestions } from "../domain/rollout/questions";
import {
  type ApiRoute,
  byNumber,
  byProject,
  bySlug,
  count,
  fullSha,
  largestNumber,
  nothing,
  reason,
  shaPrefix,
  time,
} from "./api-route";
import {
  decisionRecordSchema,
  forecastViewSchema,
  freezeRecordSchema,
  queuePageSchema,
  rolloutPreviewSchema,
} from "./planning-views";
import { commitViewSchema, decisionViewSchema, nowViewSchema, rolloutViewSchema } from "./views";

const daySeconds = 24 * 3600;

/** Routes about what the automation decides, and what people decide instead of it. */
export const planningRoutes = {
  readDecision: {
    method: "GET",
    path: "/projects/{slug}/decision",
    permission: "read",
    summary: "What the automation would do now, every gate and its arithmetic",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: decisionViewSchema.extend({ serverTime: time }),
  },
  readForecast: {
    method: "GET",
    path: "/projects/{slug}/forecast",
    permission: "read",
    summary: "Which commits travel together, and when",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: forecastViewSchema.extend({ serverTime: time }),
  },
  listQueue: {
    method: "GET",
    path: "/projects/{slug}/queue",
    permission: "read",
    summary: "Commits that wait, oldest first, with the reason why each is where it is",
    params: bySlug,
    query: z.strictObject({
      limit: count(1000, 100),
      after: shaPrefix.optional().describe("The last commit seen; left out = from the oldest"),
    }),
    status: 200,
    reply: queuePageSchema,
  },
  listDecisions: {
    method: "GET",
    path: "/projects/{slug}/decisions",
    permission: "read",
    summary: "Looks of the automation that changed its mind, newest first, with their inputs",
    params: bySlug,
    query: z.strictObject({
      limit: count(200, 50),
      before: z.coerce.number().int().min(1).max(largestNumber).optional(),
    }),
    status: 200,
    reply: z.object({ decisions: z.array(decisionRecordSchema), serverTime: time }),
  },
  previewRollout: {
    method: "GET",
    path: "/projects/{slug}/preview",
    permission: "read",
    summary: "What a rollout to a chosen commit would be; without one, to the newest with passed tests",
    params: bySlug,
    query: z.strictObject({ to: shaPrefix.optional() }),
    status: 200,
    reply: rolloutPreviewSchema,
  },
  setMode: {
    method: "POST",
    path: "/projects/{slug}/mode",
    permission: "steer",
    summary: "Move the automation to another step of the trust ladder",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ mode: z.enum(automationModes), reason }),
    status: 200,
    reply: nowViewSchema,
  },
  listFreezes: {
    method: "GET",
    path: "/projects/{slug}/freezes",
    permission: "read",
    summary: "Freezes, newest first",
    params: bySlug,
    query: z.strictObject({ limit: count(200, 50) }),
    status: 200,
    reply: z.object({ freezes: z.array(freezeRecordSchema), serverTime: time }),
  },
  freezeProject: {
    method: "POST",
    path: "/projects/{slug}/freezes",
    permission: "steer",
    summary: "Let no new rollout start; a running one goes on unless it is named",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      reason,
      seconds: z
        .number()
        .int()
        .min(60)
        .max(7 * daySeconds)
        .default(2 * 3600)
        .describe("Until it expires by itself"),
      abort: z
        .int()
        .min(1)
        .max(largestNumber)
        .optional()
        .describe("Number of the rollout that is aborted too; left out = none is"),
    }),
    status: 201,
    reply: nowViewSchema,
  },
  liftFreeze: {
    method: "POST",
    path: "/projects/{slug}/freezes/lift",
    permission: "steer",
    summary: "End the freeze in force",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: nowViewSchema,
  },
  markCommit: {
    method: "POST",
    path: "/commits/{sha}/mark",
    permission: "steer",
    summary: "Mark a commit bad, or undone by a later commit, or take the mark away",
    params: z.strictObject({ sha: shaPrefix }),
    query: byProject,
    body: z.strictObject({
      mark: z.enum(["bad", "reverted", "none"]),
      revertedBy: fullSha.optional().describe("With `reverted`: the later commit that undoes it"),
      reason,
    }),
    status: 200,
    reply: commitViewSchema,
  },
  lockCommit: {
    method: "POST",
    path: "/commits/{sha}/lock",
    permission: "steer",
    summary: "Keep a commit, and what comes after it, from being deployed by the automation; or let it go",
    params: z.strictObject({ sha: shaPrefix }),
    query: byProject,
    body: z.strictObject({ locked: z.boolean(), reason }),
    status: 200,
    reply: commitViewSchema,
  },
  answerQuestion: {
    method: "POST",
    path: "/rollouts/{number}/answer",
    permission: "deploy",
    summary:
      "Answer the question a rollout waits with: this commit? start? continue after the canary? go on without the hosts that failed?",
    params: byNumber,
    query: byProject,
    body: z.strictObject({
      question: z.enum(rolloutQuestions),
      answer: z.enum(["yes", "no"]),
      reason: reason.optional().describe("Needed for a no, and to go on without hosts that failed"),
    }),
    status: 200,
    reply: rolloutViewSchema,
  },
} as const satisfies Record<string, ApiRoute>;
