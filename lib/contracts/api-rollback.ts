import { z } from "zod";
import { type ApiRoute, bySlug, fullSha, nothing, reason, shaPrefix } from "./api-route";
import { rollbackPreviewSchema } from "./rollback-views";
import { nowViewSchema, rolloutSummarySchema } from "./views";

const flag = z.stringbool().default(false);

/** Routes about going back, and about what an abort or a failure has left on the fleet. */
export const rollbackRoutes = {
  previewRollback: {
    method: "GET",
    path: "/projects/{slug}/rollback-preview",
    permission: "read",
    summary: "What a rollback would be; without `to`, one to the last good revision",
    params: bySlug,
    query: z.strictObject({
      to: shaPrefix.optional(),
      watchCanary: flag.describe("Stage by stage, watched as a forward rollout is"),
      allHosts: flag.describe("Also hosts that run the target already"),
    }),
    status: 200,
    reply: rollbackPreviewSchema,
  },
  startRollback: {
    method: "POST",
    path: "/projects/{slug}/rollbacks",
    permission: "deploy",
    summary: "Take production back: no canary and no bake unless asked, all stages at once",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      to: fullSha.optional().describe("Left out: the last good revision"),
      fromRevision: fullSha
        .optional()
        .describe("What leaves production, as previewed; refused when it is another one by now"),
      reason,
      watchCanary: z.boolean().default(false),
      allHosts: z.boolean().default(false),
      acceptRisks: z.boolean().default(false).describe("Needed when the preview names risks"),
    }),
    status: 201,
    reply: rolloutSummarySchema,
  },
  finishFleet: {
    method: "POST",
    path: "/projects/{slug}/fleet/finish",
    permission: "deploy",
    summary: "Roll the revision that an aborted or failed rollout brought on to the hosts that do not run it",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ toRevision: fullSha.describe("As shown; refused when it is another one by now"), reason }),
    status: 201,
    reply: rolloutSummarySchema,
  },
  leaveFleet: {
    method: "POST",
    path: "/projects/{slug}/fleet/leave",
    permission: "deploy",
    summary: "Accept that the hosts do not run one revision, until the next rollout",
    params: bySlug,
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: nowViewSchema,
  },
} as const satisfies Record<string, ApiRoute>;
