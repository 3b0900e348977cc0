import { z } from "zod";
import { type ApiRoute, bySlug, time } from "./api-route";
import { canaryLimitsSchema } from "./canary-policy";
import { shadowViewSchema } from "./shadow-views";

const word = z.enum(["pass", "fail", "inconclusive"]);

/** Past canaries judged anew by other limits, newest first. */
export const rehearsalSchema = z.object({
  canaries: z.array(
    z.object({
      rollout: z.number().int(),
      stage: z.string(),
      at: time,
      /** The verdict it had, and the one that these limits give. */
      before: word,
      now: word,
      changes: z.boolean(),
      /** Why the new verdict is what it is. */
      why: z.string(),
    }),
  ),
  /** How many of them change. */
  changed: z.number().int(),
  serverTime: time,
});

export type Rehearsal = z.infer<typeof rehearsalSchema>;

export const rehearsalRoutes = {
  readShadow: {
    method: "GET",
    path: "/projects/{slug}/shadow",
    permission: "read",
    summary: "How often the limits in force would have stopped a host to which nothing was deployed",
    params: bySlug,
    status: 200,
    reply: shadowViewSchema,
  },
  rehearseCanaries: {
    method: "POST",
    path: "/projects/{slug}/rehearsals",
    permission: "read",
    summary: "Judge past canaries anew, from their stored requests, by other limits; changes nothing",
    params: bySlug,
    body: z.strictObject({
      limits: canaryLimitsSchema.default({}).describe("What is left out stays as the project file has it"),
      last: z.int().min(1).max(100).default(100).describe("How many canaries, newest first"),
    }),
    status: 200,
    reply: rehearsalSchema,
  },
} as const satisfies Record<string, ApiRoute>;
