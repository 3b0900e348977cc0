import { z } from "zod";
import { parseMoment } from "../domain/history/parse-moment";
import { isTimeZone } from "../domain/hours/local-time";
import { finalRolloutStates } from "../domain/rollout/states";
import { type ApiRoute, bySlug, count, project, rolloutNumber, time } from "./api-route";
import { pastViewSchema, suspectsViewSchema } from "./history-views";
import { insightDays } from "./insight-days";
import { insightsViewSchema } from "./insights-views";
import { rolloutSummarySchema } from "./views";

/** Rollouts of one answer at most; a download asks for as many. */
export const mostRollouts = 5000;

export const moment = z
  .string()
  .max(40)
  .transform((text, issues) => {
    const at = parseMoment(text);
    if (at !== null) return new Date(at);
    issues.addIssue({ code: "custom", message: "write a time such as 2026-11-23T03:12Z, or seconds since 1970" });
    return z.NEVER;
  })
  .describe("ISO 8601 (UTC unless it names a zone), or epoch seconds or milliseconds");

const hostNames = z
  .string()
  .max(20_000)
  .transform((text) => [...new Set(text.split(",").map((name) => name.trim()))].filter((name) => name !== ""))
  .describe("Names of the hosts where the error was seen, separated by commas");

/** Routes about what was. */
export const historyRoutes = {
  listRollouts: {
    method: "GET",
    path: "/rollouts",
    permission: "read",
    summary: "Rollouts, newest first",
    query: z.strictObject({
      project,
      limit: count(mostRollouts, 20),
      before: rolloutNumber.optional(),
      status: z.enum(["unfinished", ...finalRolloutStates]).optional(),
      q: z.string().max(200).optional().describe("A number, a sha, or a text of who, why or a commit"),
      format: z.enum(["json", "csv"]).default("json"),
    }),
    status: 200,
    reply: z.object({ rollouts: z.array(rolloutSummarySchema), serverTime: time }),
    media: { "text/csv": "The same, a line each" },
  },
  readPast: {
    method: "GET",
    path: "/projects/{slug}/at",
    permission: "read",
    summary: "What every host ran at a moment, what was under way, and what changed in the 30 minutes before",
    params: bySlug,
    query: z.strictObject({ time: moment }),
    status: 200,
    reply: pastViewSchema,
  },
  findSuspects: {
    method: "GET",
    path: "/projects/{slug}/suspects",
    permission: "read",
    summary:
      "The commits whose spread over the hosts fits an error, best first, each with the reasons; looks back 24 hours before the error, at the newest 1,000 commits at most",
    params: bySlug,
    query: z.strictObject({
      since: moment,
      until: moment.optional(),
      hosts: hostNames.optional(),
    }),
    status: 200,
    reply: suspectsViewSchema,
  },
  readInsights: {
    method: "GET",
    path: "/projects/{slug}/insights",
    permission: "read",
    summary:
      "How the delivery has gone: rollouts and their commits, time from landing to live, canary stops, change failures, time to restore",
    params: bySlug,
    query: z.strictObject({
      days: z.enum(insightDays).default("30").transform(Number).describe("So many days, the last one being today"),
      zone: z
        .string()
        .max(60)
        .refine(isTimeZone, "write the name of a time zone such as Europe/Berlin")
        .default("UTC")
        .describe("The time zone whose days they are"),
      format: z.enum(["json", "csv"]).default("json"),
    }),
    status: 200,
    reply: insightsViewSchema,
    media: { "text/csv": "The same, a line for each figure" },
  },
} as const satisfies Record<string, ApiRoute>;
