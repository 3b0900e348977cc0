import { z } from "zod";
import { type ApiRoute, bySlug, largestNumber, nothing, reason, time } from "./api-route";
import { checkInputSchema, checkViewSchema } from "./checks";
import { projectFileProblemSchema, projectSettingsSchema } from "./setup-views";

const projectFileBody = z.strictObject({
  source: z
    .string()
    .min(1)
    .max(500_000)
    .describe("Text of a project file. It lies in no folder: paths begin with / or ~/, and it names no script files"),
});

const revisionNumber = z.number().int().min(1).max(largestNumber);

/** Routes about setting a project up. */
export const setupRoutes = {
  createProject: {
    method: "POST",
    path: "/projects",
    permission: "configure",
    unnamed: "all",
    summary: "Put the project file of a new project in force",
    query: nothing,
    body: projectFileBody,
    status: 201,
    reply: z.object({ project: z.string(), revision: z.number().int(), hosts: z.number().int() }),
  },
  reviewProjectFile: {
    method: "POST",
    path: "/project-files/review",
    permission: "configure",
    unnamed: "any",
    summary: "Every mistake in a project file, with its line; changes nothing",
    query: nothing,
    body: projectFileBody,
    status: 200,
    reply: z.object({
      project: z.string().nullable().describe("Null when the file has mistakes"),
      problems: z.array(projectFileProblemSchema),
    }),
  },
  readProjectSettings: {
    method: "GET",
    path: "/projects/{slug}/settings",
    permission: "read",
    summary: "The project file in force, every version of it, and the hosts it names",
    params: bySlug,
    query: z.strictObject({
      revision: z.coerce.number().int().min(1).max(largestNumber).optional().describe("Version of the file to show"),
    }),
    status: 200,
    reply: projectSettingsSchema,
  },
  restoreProjectFile: {
    method: "POST",
    path: "/projects/{slug}/project-file/restore",
    permission: "configure",
    summary: "Put an older version of the project file in force again, as a new version",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      revision: revisionNumber.describe("Version to bring back"),
      inForce: revisionNumber.describe("Version in force as the caller knows it; refused when another one is by now"),
      reason,
    }),
    status: 200,
    reply: z.object({ project: z.string(), revision: z.number().int(), hosts: z.number().int() }),
  },
  createChecks: {
    method: "POST",
    path: "/checks",
    permission: "configure",
    unnamed: "any",
    summary: "Let a worker look at repositories and hosts that are about to be connected",
    query: nothing,
    body: z.strictObject({
      checks: z.array(checkInputSchema).min(1).max(500),
      knownHosts: z
        .string()
        .max(500_000)
        .optional()
        .describe("Text of a known_hosts file: its keys count as pinned for the hosts it names"),
    }),
    status: 202,
    reply: z.object({ checks: z.array(checkViewSchema), serverTime: time }),
  },
  checkHosts: {
    method: "POST",
    path: "/projects/{slug}/hosts/check",
    permission: "configure",
    summary: "Let a worker log in to every host of the project as a rollout would, and change nothing there",
    params: bySlug,
    query: nothing,
    body: nothing,
    status: 202,
    reply: z.object({ checks: z.array(checkViewSchema), serverTime: time }),
  },
  listChecks: {
    method: "GET",
    path: "/checks",
    permission: "configure",
    unnamed: "any",
    summary: "What the worker found",
    query: z.strictObject({
      ids: z
        .string()
        .regex(/^\d{1,10}(,\d{1,10}){0,499}$/, "write numbers with commas between them")
        .transform((text) => text.split(",").map(Number))
        .refine((ids) => ids.every((id) => id <= largestNumber), "these are no numbers of checks"),
    }),
    status: 200,
    reply: z.object({ checks: z.array(checkViewSchema), serverTime: time }),
  },
} as const satisfies Record<string, ApiRoute>;
