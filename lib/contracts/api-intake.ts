import { z } from "zod";
import {
  type ApiRoute,
  because,
  byProject,
  bySlug,
  count,
  largestNumber,
  logSearch,
  nothing,
  project,
  time,
} from "./api-route";
import { eventStreamSchema } from "./event-stream";
import {
  deliveryDetailSchema,
  deliverySchema,
  deliveryStates,
  newSourceSchema,
  sourceKinds,
  sourceViewSchema,
} from "./intake-views";
import { logHitsSchema, logPageSchema } from "./views";

const sourceKey = z.string().regex(/^[\w-]{1,60}$/, "write the key of a source");
const byKey = z.strictObject({ key: sourceKey });
const byId = z.strictObject({ id: z.coerce.number().int().min(1).max(largestNumber) });
const sourceName = z.string().regex(/^[\w.-]{1,60}$/, "use letters, digits, dots and dashes");

const apiOfSender = z.strictObject({
  url: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .describe("Address of the sender's API, e.g. https://api.github.com"),
  repository: z
    .string()
    .min(1)
    .max(300)
    .describe("Its name of the repository or job, e.g. shop/web; Buildkite: organization; CircleCI: project"),
  token: z.string().min(1).max(500).optional().describe("Left out: the one it has stays"),
});

const requiredContexts = z
  .array(z.string().trim().min(1).max(200))
  .max(100)
  .describe("Contexts that must have passed, beside those the project file names");

/** What is known of one context of tests from the newest 100 commits of the trunk. */
export const testContextSchema = z.object({
  context: z.string(),
  required: z.boolean(),
  /** How many of those commits it told of. */
  commits: z.number().int(),
  /** Share of them, 0 to 1, for which it failed and then passed; null = it has no verdict yet. */
  flakyRate: z.number().nullable(),
  /** Null = not known yet. */
  usualSeconds: z.number().nullable(),
  /** The commit with which it turned red, while it is. */
  redSince: z.string().nullable(),
});

/** Routes about senders of commits and test results. They themselves post to `/api/hooks/{key}`. */
export const intakeRoutes = {
  listSources: {
    method: "GET",
    path: "/projects/{slug}/sources",
    permission: "read",
    summary: "Senders of commits and test results",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: z.object({ sources: z.array(sourceViewSchema), serverTime: time }),
  },
  createSource: {
    method: "POST",
    path: "/projects/{slug}/sources",
    permission: "configure",
    summary: "Add a sender; its secret is told once",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      name: sourceName,
      kind: z.enum(sourceKinds),
      api: apiOfSender.optional(),
      stream: eventStreamSchema.optional(),
      requiredContexts: requiredContexts.optional(),
    }),
    status: 201,
    reply: newSourceSchema,
  },
  changeSource: {
    method: "POST",
    path: "/sources/{key}",
    permission: "configure",
    summary: "Switch a sender on or off, say where it can be asked or listened to, or which contexts must have passed",
    params: byKey,
    query: nothing,
    body: z.strictObject({
      enabled: z.boolean().optional(),
      api: apiOfSender.nullable().optional(),
      stream: eventStreamSchema.nullable().optional().describe("null: listen no longer"),
      requiredContexts: requiredContexts.optional(),
    }),
    status: 200,
    reply: sourceViewSchema,
  },
  rotateSecret: {
    method: "POST",
    path: "/sources/{key}/rotate",
    permission: "configure",
    summary: "Make a second secret; both are good until the old one is dropped",
    params: byKey,
    query: nothing,
    body: because,
    status: 200,
    reply: newSourceSchema,
  },
  dropOldSecret: {
    method: "POST",
    path: "/sources/{key}/drop-old-secret",
    permission: "configure",
    summary: "Let only the newest secret be good",
    params: byKey,
    query: nothing,
    body: because,
    status: 200,
    reply: sourceViewSchema,
  },
  listDeliveries: {
    method: "GET",
    path: "/deliveries",
    permission: "read",
    summary: "What senders delivered, newest first",
    query: z.strictObject({
      project,
      source: sourceKey.optional().describe("Key of one source"),
      state: z.enum(deliveryStates).optional(),
      limit: count(200, 50),
      before: z.coerce.number().int().min(1).max(largestNumber).optional(),
    }),
    status: 200,
    reply: z.object({ deliveries: z.array(deliverySchema), serverTime: time }),
  },
  readDelivery: {
    method: "GET",
    path: "/deliveries/{id}",
    permission: "read",
    summary: "One delivery: what came, and what was understood",
    params: byId,
    query: byProject,
    status: 200,
    reply: deliveryDetailSchema,
  },
  resendDelivery: {
    method: "POST",
    path: "/deliveries/{id}/resend",
    permission: "configure",
    summary: "Read a stored delivery again",
    params: byId,
    query: byProject,
    body: nothing,
    status: 202,
    reply: deliverySchema,
  },
  listContexts: {
    method: "GET",
    path: "/projects/{slug}/contexts",
    permission: "read",
    summary: "Test contexts: how long each usually takes, how often it contradicts itself, since when it is red",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: z.object({ contexts: z.array(testContextSchema), serverTime: time }),
  },
  rerunTest: {
    method: "POST",
    path: "/test-runs/{id}/rerun",
    permission: "runTests",
    summary: "Ask for another attempt, of the built-in runner or of a sender that can be asked",
    params: byId,
    query: byProject,
    body: nothing,
    status: 202,
    reply: z.object({ accepted: z.literal(true), attempt: z.number().int().nullable() }),
  },
  killTest: {
    method: "POST",
    path: "/test-runs/{id}/kill",
    permission: "runTests",
    summary: "End a test run of the built-in runner",
    params: byId,
    query: byProject,
    body: nothing,
    status: 202,
    reply: z.object({ accepted: z.literal(true) }),
  },
  readTestLog: {
    method: "GET",
    path: "/test-runs/{id}/log",
    permission: "read",
    summary: "Output of a test run of the built-in runner; with `Accept: text/event-stream` as it comes",
    params: byId,
    query: z.strictObject({
      project,
      after: z.coerce.number().int().min(0).max(largestNumber).default(0),
      limit: count(5000, 1000),
      format: z.enum(["json", "text"]).default("json").describe("text: the whole log as a download"),
    }),
    status: 200,
    reply: logPageSchema,
    media: {
      "text/event-stream": "`event: lines`, `id:` the last line's number, `data:` an array of lines",
      "text/plain": "Every line as `<time> <text>`",
    },
  },
  searchTestLog: {
    method: "GET",
    path: "/test-runs/{id}/log/search",
    permission: "read",
    summary: "Numbers of the lines of the output of a test run that hold a text, of 50,000 lines at a time",
    params: byId,
    query: logSearch,
    status: 200,
    reply: logHitsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
