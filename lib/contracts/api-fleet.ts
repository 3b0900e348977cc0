import { z } from "zod";
import { type ApiRoute, byProject, bySlug, nothing, reason, rolloutNumber, slug, time } from "./api-route";
import { fleetViewSchema } from "./fleet-views";
import { rolloutViewSchema } from "./views";

const hostName = z.string().min(1).max(253).describe("Name of the host");

const requestCounters = z
  .record(
    z.string().regex(/^\d{1,3}$|^[1-5]xx$/, "name a status code such as 200, or a class such as 5xx"),
    z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  )
  .refine((counters) => Object.keys(counters).length <= 200, "name at most 200 status codes")
  .describe("Requests by status code since the service started; raw counters, never differences");

/** Routes about single hosts of the fleet. */
export const fleetRoutes = {
  readFleet: {
    method: "GET",
    path: "/projects/{slug}/hosts",
    permission: "read",
    summary: "Every host: what it runs, how it did in the last rollouts, and whether it takes part",
    params: bySlug,
    query: nothing,
    status: 200,
    reply: fleetViewSchema,
  },
  setHostAside: {
    method: "POST",
    path: "/projects/{slug}/hosts/{host}/set-aside",
    permission: "steer",
    summary: "Take a host out of the rollouts to come",
    params: z.strictObject({ slug, host: hostName }),
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: fleetViewSchema,
  },
  takeHostBack: {
    method: "POST",
    path: "/projects/{slug}/hosts/{host}/take-back",
    permission: "steer",
    summary: "Let a host that was set aside take part again",
    params: z.strictObject({ slug, host: hostName }),
    query: nothing,
    body: z.strictObject({ reason }),
    status: 200,
    reply: fleetViewSchema,
  },
  reportCounters: {
    method: "POST",
    path: "/projects/{slug}/hosts/{host}/counters",
    permission: "report",
    summary: "Tell how many requests the service on a host has answered since it started, by status code",
    params: z.strictObject({ slug, host: hostName }),
    query: nothing,
    body: z.strictObject({ requests: requestCounters }),
    status: 202,
    reply: z.object({ host: z.string(), at: time }),
  },
  acceptInventory: {
    method: "POST",
    path: "/projects/{slug}/inventory/accept",
    permission: "configure",
    summary: "Accept that the inventory drops more than half of the fleet; it is read again at once",
    params: bySlug,
    query: nothing,
    body: z.strictObject({
      drops: z.array(hostName).min(1, "name the hosts whose end you accept").max(100_000),
      reason,
    }),
    status: 200,
    reply: fleetViewSchema,
  },
  decideHost: {
    method: "POST",
    path: "/rollouts/{number}/hosts/{host}",
    permission: "deploy",
    summary: "Try a host that failed or is unknown once more, go on without it, or fail the rollout over it",
    params: z.strictObject({ number: rolloutNumber, host: hostName }),
    query: byProject,
    body: z.strictObject({ action: z.enum(["retry", "skip", "fail"]), reason }),
    status: 200,
    reply: rolloutViewSchema,
  },
} as const satisfies Record<string, ApiRoute>;
