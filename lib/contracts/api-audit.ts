import { z } from "zod";
import { auditOutcomes } from "../domain/audit/audit-entry";
import { moment } from "./api-history";
import { type ApiRoute, count, largestNumber, project, time } from "./api-route";
import { auditEntryViewSchema } from "./audit-views";

const part = z.string().trim().min(1).max(200).optional();

/** Who did what, and who was refused. */
export const auditRoutes = {
  listAudit: {
    method: "GET",
    path: "/audit",
    permission: "audit",
    unnamed: "all",
    summary: "Acts and refusals, newest first; `format=jsonl` all that fit, as a file",
    query: z.strictObject({
      project: project.describe("Slug of the project; left out: everything"),
      actor: part.describe("A part of the name"),
      action: part.describe("Name of the act, e.g. abortRollout"),
      outcome: z.enum(auditOutcomes).optional(),
      text: part.describe("A part of the target, the reason or the act"),
      since: moment.optional(),
      until: moment.optional(),
      before: z.coerce.number().int().min(1).max(largestNumber).optional().describe("Id of the last entry seen"),
      limit: count(500, 50),
      format: z.enum(["json", "jsonl"]).default("json"),
    }),
    status: 200,
    reply: z.object({
      entries: z.array(auditEntryViewSchema),
      next: z.number().int().nullable().describe("`before` of the page that follows; null: there is none"),
      serverTime: time,
    }),
    media: { "application/x-ndjson": "One entry a line, with its hashes" },
  },
} as const satisfies Record<string, ApiRoute>;
