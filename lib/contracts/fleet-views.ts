import { z } from "zod";

const time = z.iso.datetime();

/** How many hosts run which revision; those that were set aside are counted apart, whatever they run. */
export const fleetSharesSchema = z.array(
  z.object({
    /** Null = nobody can tell, or not asked of hosts that are set aside. */
    revision: z.string().nullable(),
    hosts: z.number().int(),
    setAside: z.boolean(),
  }),
);

const setAsideSchema = z.object({ host: z.string(), reason: z.string(), by: z.string(), at: time });

/** How a host did in the newest rollouts that tried it, at most 20. */
const recordSchema = z.object({ failed: z.number().int(), of: z.number().int() });

export const hostTroublesSchema = z.object({
  /** Hosts that failed several times, and in at least half of the newest rollouts. */
  failingHosts: z.array(recordSchema.extend({ host: z.string() })),
  /** Hosts that people took out of the rollouts to come. */
  setAside: z.array(setAsideSchema),
});

export const fleetHostSchema = z.object({
  name: z.string(),
  address: z.string(),
  port: z.number().int(),
  user: z.string(),
  labels: z.record(z.string(), z.string()),
  hostKeys: z.array(z.string()),
  /** What it said it runs, and since when; null = nobody can tell. */
  currentRevision: z.string().nullable(),
  currentSince: time.nullable(),
  /** When a deploy to it last ended or its revision was last told; null = never. */
  lastHeardAt: time.nullable(),
  record: recordSchema,
  keepsFailing: z.boolean(),
  /** Null = it takes part in rollouts. */
  setAside: setAsideSchema.nullable(),
});

/** The program that lists the hosts: when it last worked, and why the newest try failed; null = the project file lists them. */
export const inventoryViewSchema = z.object({ at: time.nullable(), error: z.string().nullable() }).nullable();

/** The same, with the hosts that it drops once a person has accepted it; none = nothing waits for a person. */
export const doubtedInventorySchema = inventoryViewSchema
  .unwrap()
  .extend({ drops: z.array(z.string()) })
  .nullable();

export const fleetViewSchema = z.object({
  project: z.string(),
  inventory: doubtedInventorySchema,
  /** In the order of the project file. */
  hosts: z.array(fleetHostSchema),
  serverTime: time,
});

export type FleetView = z.infer<typeof fleetViewSchema>;
export type HostTroubles = z.infer<typeof hostTroublesSchema>;
