import { z } from "zod";
import { errorCodes } from "@/lib/errors";
import { lineLevels } from "../domain/log/line-levels";
import { rolloutStates } from "../domain/rollout/states";
import { accessRoutes } from "./api-access";
import { auditRoutes } from "./api-audit";
import { canaryRoutes } from "./api-canary";
import { fleetRoutes } from "./api-fleet";
import { historyRoutes } from "./api-history";
import { intakeRoutes } from "./api-intake";
import { peopleRoutes } from "./api-people";
import { planningRoutes } from "./api-planning";
import { rehearsalRoutes } from "./api-rehearsal";
import { rollbackRoutes } from "./api-rollback";
import {
  type ApiRoute,
  byNumber,
  byProject,
  bySlug,
  count,
  fullSha,
  largestNumber,
  logSearch,
  nothing,
  project,
  reason,
  recordableTime,
  rolloutNumber,
  shaPrefix,
  time,
} from "./api-route";
import { setupRoutes } from "./api-setup";
import { signInRoutes } from "./api-sign-in";
import {
  commitViewSchema,
  flakyCountSchema,
  logHitsSchema,
  logPageSchema,
  nowViewSchema,
  projectSummarySchema,
  rollBackWishSchema,
  rolloutSummarySchema,
  rolloutViewSchema,
  testRunViewSchema,
} from "./views";

/** A rollout that has gone on to its next stage meanwhile is not meant. */
const watchedStage = z.string().min(1).max(63).describe("Name of the stage that is being watched");

export const testRunBodySchema = z.strictObject({
  sha: fullSha,
  context: z.string().trim().min(1).max(200).describe("Name of the test, e.g. unit"),
  status: z.enum(["queued", "pending", "running", "passed", "failed", "errored", "cancelled"]),
  url: z.string().max(2000).nullish().describe("Where a person sees it; other than http(s) is dropped"),
  attempt: z.number().int().min(1).max(1_000_000).default(1).describe("Counts up when the same test runs again"),
  startedAt: recordableTime.nullish(),
  finishedAt: recordableTime.nullish(),
});

export const abortReplySchema = z.object({
  abort: z.object({ requestedAt: time, by: z.string() }),
  state: z.enum(rolloutStates),
  thenRollBack: rollBackWishSchema.nullable(),
});

/** One step of a commit's way; `at` null = not yet. */
export const journeyStepSchema = z.object({
  step: z.enum(["landed", "tested", "waiting", "rollout", "canary", "hosts", "live"]),
  state: z.enum(["done", "now", "ahead", "stopped"]),
  text: z.string(),
  at: time.nullable(),
  /** When it should be done, as things stand. */
  expectedAt: time.nullable(),
});

export const commitDetailSchema = commitViewSchema.extend({
  /** The whole message. */
  message: z.string(),
  authorEmail: z.string(),
  /** No longer on the trunk. */
  orphaned: z.boolean(),
  /** Every attempt of every context, oldest first. */
  attempts: z.array(testRunViewSchema),
  /** How often each context of the attempts contradicted itself on the newest commits; those that never did are left out. */
  flakiness: z.array(flakyCountSchema.extend({ context: z.string() })),
  /** Where it is: landed, tested, waiting, rollout, canary, hosts, live. */
  journey: z.array(journeyStepSchema),
  /** Hosts that run this commit or a later one, of all that take part in rollouts, and how many were set aside. */
  hosts: z.object({ live: z.number().int(), total: z.number().int(), setAside: z.number().int() }),
  rollouts: z.array(z.object({ number: z.number().int(), state: z.enum(rolloutStates) })),
  serverTime: time,
});

export const healthSchema = z.object({
  ok: z.boolean(),
  database: z.boolean(),
  workersAlive: z.number().int(),
});

export const errorBodySchema = z.object({
  error: z.object({
    code: z.enum([...errorCodes, "internal"]),
    message: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
});

/**
 * Every route of the API: what it takes and what it answers. The routes parse with it, and the OpenAPI document at
 * `/api/v1/openapi.json` is made from it.
 */
export const apiRoutes = {
  ...accessRoutes,
  ...signInRoutes,
  ...peopleRoutes,
  ...planningRoutes,
  ...rehearsalRoutes,
  ...intakeRoutes,
  ...setupRoutes,
  ...fleetRoutes,
  ...historyRoutes,
  ...rollbackRoutes,
  ...auditRoutes,
  ...canaryRoutes,
  listProjects: {
    method: "GET",
    path: "/projects",
    permission: "read",
    unnamed: "any",
    summary: "All projects, or the one that is named, each with what it is doing",
    query: byProject,
    status: 200,
    reply: z.object({ projects: z.array(projectSummarySchema), serverTime: time }),
  },
  readProject: {
    method: "GET",
    path: "/projects/{slug}",
    permission: "read",
    summary: "What a project did, does, and does next",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: nowViewSchema,
  },
  resumeAutomation: {
    method: "POST",
    path: "/projects/{slug}/resume",
    permission: "steer",
    summary: "Let the automation go on after a halt",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ reason, markBad: z.array(fullSha).max(100).default([]) }),
    status: 200,
    reply: nowViewSchema,
  },
  haltAutomation: {
    method: "POST",
    path: "/projects/{slug}/halt",
    permission: "steer",
    summary: "Stop the automation from starting rollouts; one in flight goes on",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: nowViewSchema,
  },
  fetchTrunk: {
    method: "POST",
    path: "/projects/{slug}/fetch",
    permission: "look",
    summary: "Look at the repository now; for hooks",
    params: bySlug,
    query: nothing,
    body: nothing,
    status: 202,
    reply: z.object({ accepted: z.literal(true) }),
  },
  askHosts: {
    method: "POST",
    path: "/projects/{slug}/hosts/ask",
    permission: "look",
    summary: "Ask the hosts a rollout begins with now whether they can be reached",
    params: bySlug,
    query: nothing,
    body: nothing,
    status: 202,
    reply: z.object({ accepted: z.literal(true) }),
  },
  askAgain: {
    method: "POST",
    path: "/projects/{slug}/ask-again",
    permission: "steer",
    summary: "Take back a no to what would go next: it is proposed again",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: nowViewSchema,
  },
  listCommits: {
    method: "GET",
    path: "/commits",
    permission: "read",
    summary: "Commits of the trunk, newest first",
    query: z.strictObject({ project, limit: count(500, 50), before: shaPrefix.optional() }),
    status: 200,
    reply: z.object({ commits: z.array(commitViewSchema), serverTime: time }),
  },
  readCommit: {
    method: "GET",
    path: "/commits/{sha}",
    permission: "read",
    summary: "One commit and the rollouts that brought it",
    params: z.strictObject({ sha: shaPrefix }),
    query: byProject,
    status: 200,
    reply: commitDetailSchema,
  },
  recordTestRun: {
    method: "POST",
    path: "/test-runs",
    permission: "report",
    summary: "Report the result of a test run for a commit; the commit may land later",
    query: nothing,
    body: testRunBodySchema,
    status: 202,
    reply: z.object({ accepted: z.literal(true), matched: z.boolean() }),
    needsToken: true,
  },
  startRollout: {
    method: "POST",
    path: "/rollouts",
    permission: "deploy",
    summary: "Start the rollout that is suggested, or one to a commit of one's choice",
    query: byProject,
    body: z.strictObject({
      target: z
        .strictObject({
          fromRevision: fullSha.nullable(),
          toRevision: fullSha,
          trunkHead: fullSha,
          reason: reason.optional().describe("Needed when the automation would not do it"),
        })
        .optional()
        .describe("As previewed; refused when the trunk or the deployed revision has changed since"),
      suggested: fullSha
        .optional()
        .describe("Without a target: the suggestion that was shown; refused when another one is made by now"),
    }),
    status: 201,
    reply: rolloutSummarySchema,
  },
  readRollout: {
    method: "GET",
    path: "/rollouts/{number}",
    permission: "read",
    summary: "Everything about one rollout except its log",
    params: byNumber,
    query: byProject,
    status: 200,
    reply: rolloutViewSchema,
  },
  abortRollout: {
    method: "POST",
    path: "/rollouts/{number}/abort",
    permission: "abort",
    needs: ({ thenRollBack }: Record<string, unknown>) => (thenRollBack === undefined ? "abort" : "deploy"),
    summary: "Stop a rollout: no further host starts, running commands are stopped",
    params: byNumber,
    query: byProject,
    body: z.strictObject({
      thenRollBack: z
        .strictObject({
          toRevision: fullSha.optional().describe("Left out: the last good revision"),
          reason: reason.optional(),
        })
        .optional()
        .describe("Roll back by itself once the rollout has ended"),
    }),
    status: 202,
    reply: abortReplySchema,
  },
  explainAbort: {
    method: "POST",
    path: "/rollouts/{number}/abort/reason",
    permission: "abort",
    summary: "Say why a rollout was aborted; nobody is asked for that before",
    params: byNumber,
    query: byProject,
    body: z.strictObject({ reason }),
    status: 200,
    reply: rolloutViewSchema,
  },
  forceStop: {
    method: "POST",
    path: "/rollouts/{number}/force-stop",
    permission: "deploy",
    summary: "End a rollout whose abort nobody obeys: hosts in the middle of a deploy are left unknown",
    params: byNumber,
    query: byProject,
    body: z.strictObject({ reason }),
    status: 200,
    reply: rolloutViewSchema,
  },
  resolveHold: {
    method: "POST",
    path: "/rollouts/{number}/resolve",
    permission: "deploy",
    needs: ({ action }: Record<string, unknown>) => (action === "continue" ? "override" : "deploy"),
    summary: "Decide about a rollout that is held",
    params: byNumber,
    query: byProject,
    body: z.strictObject({ action: z.enum(["continue", "extend", "fail"]), reason }),
    status: 200,
    reply: rolloutViewSchema,
  },
  stopCanary: {
    method: "POST",
    path: "/rollouts/{number}/canary/stop",
    permission: "abort",
    summary: "Judge a stage failed while its numbers are being watched; the rollout fails as by a failed verdict",
    params: byNumber,
    query: byProject,
    body: z.strictObject({ stage: watchedStage }),
    status: 200,
    reply: rolloutViewSchema,
  },
  extendCanary: {
    method: "POST",
    path: "/rollouts/{number}/canary/extend",
    permission: "deploy",
    summary: "Watch a stage longer while its numbers are being watched",
    params: byNumber,
    query: byProject,
    body: z.strictObject({
      stage: watchedStage,
      until: recordableTime.describe("When the watch is to end; asking for the same end again changes nothing"),
    }),
    status: 200,
    reply: rolloutViewSchema,
  },
  readLog: {
    method: "GET",
    path: "/rollouts/{number}/log",
    permission: "read",
    summary: "Lines of remote output after a line number; with `Accept: text/event-stream` as they come",
    params: byNumber,
    query: z
      .strictObject({
        project,
        after: z.coerce.number().int().min(0).max(largestNumber).default(0),
        limit: count(5000, 1000),
        host: z.string().min(1).max(253).optional().describe("Lines of this host only"),
        format: z.enum(["json", "text"]).default("json").describe("text: the whole log as a download"),
        stage: z.string().min(1).max(63).optional().describe("Of a download the lines of this stage's hosts only"),
        level: z.enum(lineLevels).optional().describe("Of a download the lines of this kind only"),
      })
      .refine(
        ({ format, stage, level }) => format === "text" || (stage === undefined && level === undefined),
        "a stage or a level narrows a download only: add format=text",
      ),
    status: 200,
    reply: logPageSchema,
    media: {
      "text/event-stream": "`event: lines`, `id:` the last line's number, `data:` an array of lines",
      "text/plain": "Every line as `<time> <host> <text>`",
    },
  },
  searchLog: {
    method: "GET",
    path: "/rollouts/{number}/log/search",
    permission: "read",
    summary: "Numbers of the lines of the remote output that hold a text, of 50,000 lines at a time",
    params: byNumber,
    query: logSearch,
    status: 200,
    reply: logHitsSchema,
  },
  streamEvents: {
    method: "GET",
    path: "/events",
    permission: "read",
    summary:
      "Views as they change: `now`, with `rollout` (which may come more than once) also those rollouts, and a heartbeat every 10 s",
    query: z.strictObject({
      project,
      rollout: z
        .union([z.array(rolloutNumber).max(20), rolloutNumber.transform((number) => [number])])
        .default([])
        .describe("Numbers of rollouts to follow too; one stream can carry what all windows of a browser show"),
      after: z.coerce.number().int().min(0).default(0).describe("Views with a `seq` up to this are not sent again"),
    }),
    status: 200,
    reply: null,
    media: { "text/event-stream": "`event: now`, `event: rollout`, `event: heartbeat`; `data:` the view as JSON" },
  },
  readHealth: {
    method: "GET",
    path: "/health",
    permission: null,
    summary: "Whether the database answers and workers live",
    query: nothing,
    status: 200,
    reply: healthSchema,
  },
  readOpenapi: {
    method: "GET",
    path: "/openapi.json",
    permission: null,
    summary: "This document",
    query: nothing,
    status: 200,
    reply: null,
    media: { "application/json": "OpenAPI 3.1" },
  },
} as const satisfies Record<string, ApiRoute>;

export type ApiRouteName = keyof typeof apiRoutes;
